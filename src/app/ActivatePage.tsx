import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type FormEvent } from 'react'
import { activate } from '#modules/org/session/session.contract'
import { readCode, sayLogin } from '#modules/org/web'
import { call, fieldError, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { Input } from '#ui/Input'
import { PathLink } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { Cover } from './Cover.tsx'
import { dropFragment, fragmentValue } from './fragment.ts'

const NO_CODE = '激活码是 12 个字母和数字，印在账号单上，分三组。请对照着再看一遍，空格可以不输。'
const DIFFERS = '两次输入的密码不一样。请重新输入。'

/** With the code of a slip one sets a password; then one signs in with both, and the browser offers to keep them. */
export function ActivatePage() {
  const activation = useMutation({ mutationFn: (body: { code: string; password: string }) => call(activate, { body }) })
  return (
    <Cover title="启用账号">
      {activation.data ? <Opened login={activation.data.login} /> : <ActivateForm busy={activation.isPending} error={activation.error} onSubmit={activation.mutate} />}
    </Cover>
  )
}

interface FormProps {
  readonly busy: boolean
  readonly error: Error | null
  readonly onSubmit: (body: { code: string; password: string }) => void
}

function ActivateForm({ busy, error, onSubmit }: FormProps) {
  const [code, setCode] = useState(() => fragmentValue('code'))
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState<{ code?: string; again?: string }>({})
  useEffect(dropFragment, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = { ...(readCode(code) === undefined ? { code: NO_CODE } : {}), ...(password === again ? {} : { again: DIFFERS }) }
    setWrong(found)
    if (Object.keys(found).length === 0) onSubmit({ code, password })
  }
  return (
    <>
      <form className="tx-stack" onSubmit={submit}>
        <p>请照账号单输入激活码，再给自己定一个密码。账号不用起名，就是账号单上印的那个。</p>
        <Input label="激活码" name="code" autoComplete="one-time-code" autoCapitalize="characters" autoCorrect="off" spellCheck={false} required
          value={code} onChange={setCode} hint="印在账号单上，只能用一次；大小写、空格都不要紧" error={wrong.code ?? fieldError(error, 'code')} />
        <Input label="新密码" name="password" type="password" autoComplete="new-password" required value={password} onChange={setPassword}
          hint="至少 10 个字符，可以是一句话；不要用生日、手机号和 1234567890 这样的" error={fieldError(error, 'password')} />
        <Input label="再输一次新密码" name="again" type="password" autoComplete="new-password" required value={again} onChange={setAgain}
          error={wrong.again} />
        {error && <Notice kind="problem">{sayError(error)}</Notice>}
        <Button type="submit" look="primary" wide busy={busy}>启用</Button>
      </form>
      <p className="tx-secondary tx-small tx-cover-help">已有密码，请<PathLink to="/sign-in" outside>直接登录</PathLink>。</p>
    </>
  )
}

function Opened({ login }: { readonly login: string }) {
  const navigate = useNavigate()
  return (
    <div className="tx-stack" role="status">
      <h2>账号已启用</h2>
      <p>以后用这个账号和刚才设的密码登录，激活码不再有用。</p>
      <p className="tx-opened-login">{sayLogin(login)}</p>
      <p className="tx-secondary tx-small">账号也印在账号单上，空格可以不输。忘记密码时，家长请班主任、教职工请学籍管理员补发账号单。</p>
      <Button look="primary" wide onClick={() => void navigate({ to: '/sign-in', hash: `login=${encodeURIComponent(login)}`, replace: true })}>去登录</Button>
    </div>
  )
}
