import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState, type FormEvent } from 'react'
import { openSession } from '#modules/org/session/session.contract'
import { isMiscopied, readLogin } from '#modules/org/web'
import { call, fieldError, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { Input } from '#ui/Input'
import { PathLink } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { safeNext } from './choices.ts'
import { Cover } from './Cover.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import { dropFragment, fragmentValue } from './fragment.ts'
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

export function SignInPage() {
  const [login, setLogin] = useState(() => fragmentValue('login'))
  const [password, setPassword] = useState('')
  const session = useSession()
  const signIn = useSignIn()
  useEffect(dropFragment, [])
  const miscopied = signIn.isError && isMiscopied(readLogin(login)) ? '这个账号抄错了：对照账号单，看看是哪一位。' : undefined
  const problem = signIn.error ?? session.error
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
    <Cover title="登录">
      <form className="tx-stack" onSubmit={submit}>
        <Input label="账号" name="username" autoComplete="username" autoCapitalize="none" required value={login} onChange={setLogin}
          error={miscopied ?? fieldError(signIn.error, 'login')} />
        <Input label="密码" name="password" type="password" autoComplete="current-password" required value={password}
          onChange={setPassword} error={fieldError(signIn.error, 'password')} />
        {problem && <Notice kind="problem">{sayError(problem)}</Notice>}
        <Button type="submit" look="primary" wide busy={signIn.isPending}>登录</Button>
      </form>
      <p className="tx-secondary tx-small tx-cover-help">
        第一次使用，请<PathLink to="/activate" outside>用激活码启用账号</PathLink>。没有账号或忘记密码，家长请班主任、教职工请学籍管理员发一张账号单。
      </p>
      {session.data && session.data.demoAccounts.length > 0 && <DemoAccounts accounts={session.data.demoAccounts} onPick={fill} />}
    </Cover>
  )
}
