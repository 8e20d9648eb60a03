import { z } from 'zod'
import { POST_KINDS, type Capacity } from '#kernel/capacity'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { schoolDay } from '../units/unit.contract.ts'

export const capacityView: z.ZodType<Capacity> = z.object({
  id: z.string(),
  regionId: z.int(),
  role: z.enum([...POST_KINDS, 'guardian']),
  personId: z.uuid(),
  unitId: z.uuid().nullable(),
  postIds: z.array(z.uuid()),
  classIds: z.array(z.uuid()),
  studentIds: z.array(z.uuid()),
  label: z.string(),
})

/** An account to try, shown on the sign-in page of demo data only. */
export const demoAccount = z.object({ login: z.string(), password: z.string(), who: z.string() })
export type DemoAccount = z.infer<typeof demoAccount>

/** Who is signed in. `capacities` over all jurisdictions of the person; `regions` names them. `now` is the server's clock. */
export const signedView = z.object({
  signedIn: z.boolean(),
  name: z.string().nullable(),
  capacities: z.array(capacityView),
  regions: z.array(z.object({ regionId: z.int(), name: z.string() })),
  demo: z.boolean(),
  demoAccounts: z.array(demoAccount),
  now: z.iso.datetime(),
  today: schoolDay,
})
export type SignedView = z.infer<typeof signedView>

const ok = z.object({ ok: z.literal(true) })
const login = z.string().trim().min(1).max(100)
const secret = z.string().min(1).max(200)

export const openSession = route({
  method: 'POST', path: '/api/session', summary: 'Sign in with account and password',
  body: z.object({ login, password: secret }), answer: ok,
})

export const readSession = route({
  method: 'GET', path: '/api/session', summary: 'Who is signed in and in which capacities', answer: signedView,
})

export const closeSession = route({ method: 'DELETE', path: '/api/session', summary: 'Sign out', answer: ok })

/** Sets a password with the code of a slip. Whoever did signs in with both, and the browser offers to keep them. */
export const activate = route({
  method: 'POST', path: '/api/activation', summary: 'Set a password with a one-time code',
  body: z.object({ code: secret, password: secret }), answer: z.object({ login: z.string() }),
})

/** The same words for an unknown account and a wrong password. */
export const signInRefused = () => new Refusal({
  code: 'sign-in-refused', status: 401, say: '账号或密码不正确。请核对后再试；连续输错 5 次，账号会锁定 10 分钟。忘记密码的，家长请班主任、教职工请学籍管理员补发账号单。',
})
export const accountLocked = () => new Refusal({
  code: 'account-locked', status: 429, say: '账号连续输错 5 次密码，已锁定 10 分钟。请稍后再试；忘记密码的，家长请班主任、教职工请学籍管理员补发账号单。',
})
export const addressBlocked = () => new Refusal({
  code: 'address-blocked', status: 429, say: '本网络在 10 分钟内登录失败次数过多，暂停登录。请 10 分钟后再试，或者联系本单位管理员。',
})
export const activationInvalid = () => new Refusal({
  code: 'activation-invalid', status: 422,
  say: '激活码不正确、已用过或已过期。请对照账号单再核对一遍；仍然不行，家长请班主任补发，教职工请学籍管理员补发。',
})
export const activationsBlocked = () => new Refusal({
  code: 'activations-blocked', status: 429, say: '最近 10 分钟输错的激活码过多，暂停启用账号。请 10 分钟后再试，激活码仍然有效。',
})
export const passwordRefused = (why: string) => new Refusal({
  code: 'password-refused', status: 422, say: `${why}请换一个密码后再提交。`, fields: { password: why },
})
