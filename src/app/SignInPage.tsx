import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { openSession } from '#modules/org/session/session.contract'
import { ApiProblem, call, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { Input } from '#ui/Input'
import { LargeTypeSwitch } from '#ui/LargeType'
import { Notice } from '#ui/Notice'
import { useTitle } from '#ui/Page'
import { safeNext } from './choices.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { DemoNotice } from './DemoNotice.tsx'
import { useForgetAll, useSession } from './session.tsx'

/** Signs in and leads back to where the person wanted to go. */
function useSignIn() {
  const { next } = useSearch({ strict: false }) as { next?: string }
  const navigate = useNavigate()
  const forgetAll = useForgetAll()
  return useMutation({
    mutationFn: async (body: { login: string; password: string }) => {
      await call(openSession, { body })
      await forgetAll()
      await navigate({ href: safeNext(next), replace: true })
    },
  })
}

const fieldErrors = (error: unknown) => (error instanceof ApiProblem ? error.fields : {})

export function SignInPage() {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const session = useSession()
  const signIn = useSignIn()
  const fields = fieldErrors(signIn.error)
  useTitle('登录')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ login: login.trim(), password })
  }
  const fill = (account: { login: string; password: string }) => {
    setLogin(account.login)
    setPassword(account.password)
    signIn.reset()
  }
  return (
    <>
      {session.data?.demo && <DemoNotice />}
      <div className="tx-sign-in">
        <div className="tx-sign-in-corner"><LargeTypeSwitch /></div>
        <main>
          <header>
            <h1>同心</h1>
            <p className="tx-secondary">学校家庭社会协同育人</p>
          </header>
          <form className="tx-stack" onSubmit={submit}>
            <Input label="账号" name="username" autoComplete="username" autoCapitalize="none" required value={login} onChange={setLogin}
              error={fields['login']} />
            <Input label="密码" name="password" type="password" autoComplete="current-password" required value={password}
              onChange={setPassword} error={fields['password']} />
            {signIn.isError && <Notice kind="problem">{sayError(signIn.error)}</Notice>}
            {session.isError && !signIn.isError && <Notice kind="problem">{sayError(session.error)}</Notice>}
            <Button type="submit" look="primary" wide busy={signIn.isPending}>登录</Button>
          </form>
          <p className="tx-secondary tx-small tx-sign-in-help">没有账号或忘记密码，请找学校的学籍管理员。不用智能手机也可以办事：电话或纸质登记由学校代录。</p>
          {session.data?.demoAccounts && session.data.demoAccounts.length > 0 && (
            <DemoAccounts accounts={session.data.demoAccounts} onPick={fill} />
          )}
        </main>
      </div>
    </>
  )
}
