import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { activate } from '#modules/org/session/session.contract'
import { call, fieldError, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { Input } from '#ui/Input'
import { PathLink } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { Cover } from './Cover.tsx'
import { useForgetAll } from './session.tsx'

/** Sets the first password with the one-time code and goes on signed in. */
function useActivate() {
  const navigate = useNavigate()
  const forgetAll = useForgetAll()
  return useMutation({
    mutationFn: async (body: { token: string; password: string }) => {
      await call(activate, { body })
      await forgetAll()
      await navigate({ to: '/', replace: true })
    },
  })
}

export function ActivatePage() {
  const [token, setToken] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)
  const activation = useActivate()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDiffers(password !== again)
    if (password === again) activation.mutate({ token: token.trim(), password })
  }
  return (
    <Cover title="启用账号">
      <form className="tx-stack" onSubmit={submit}>
        <Input label="激活码" name="token" autoComplete="one-time-code" autoCapitalize="none" required value={token} onChange={setToken}
          hint="由管理员发给您，只能用一次" error={fieldError(activation.error, 'token')} />
        <Input label="新密码" name="password" type="password" autoComplete="new-password" required value={password} onChange={setPassword}
          error={fieldError(activation.error, 'password')} />
        <Input label="再输一次新密码" name="again" type="password" autoComplete="new-password" required value={again} onChange={setAgain}
          error={differs ? '两次输入的密码不一样。请重新输入。' : undefined} />
        {activation.error && <Notice kind="problem">{sayError(activation.error)}</Notice>}
        <Button type="submit" look="primary" wide busy={activation.isPending}>启用</Button>
      </form>
      <p className="tx-secondary tx-small tx-cover-help">已有密码，请<PathLink to="/sign-in" outside>直接登录</PathLink>。</p>
    </Cover>
  )
}
