import { Refusal } from '#kernel/errors'

export const signInFirst = () => new Refusal({ code: 'sign-in-first', status: 401, say: '登录已过期或尚未登录。请重新登录，填写的内容会保留在本页。' })

export const capacityGone = () => new Refusal({
  code: 'capacity-gone', status: 403, say: '您已不再担任该岗位（或不再有该监护关系），不能以此身份办理。请切换身份；如有疑问请联系学校管理员。',
})

export const mayNot = (does: string) => new Refusal({ code: 'forbidden', status: 403, say: `当前身份不能「${does}」。请切换到有权限的身份后再试。` })

export const crossSite = () => new Refusal({ code: 'cross-site', status: 403, say: '请求不是从本系统页面发出的，已拒绝。请从本系统页面重新操作。' })

export const tooMany = () => new Refusal({ code: 'too-many-requests', status: 429, say: '操作过于频繁，请一分钟后再试。' })

export const keyReused = () => new Refusal({ code: 'key-reused', status: 409, say: '这次提交与之前用同一编号提交的内容不同，没有保存。请刷新页面后重新填写。' })

export const noSuchAddress = () => new Refusal({ code: 'not-found', status: 404, say: '没有这个地址。请返回首页重新选择。' })

export const unreadable = (fields: Record<string, string>) => new Refusal({ code: 'invalid-input', status: 400, say: '填写的内容有误，没有保存。请按提示改正后再提交。', fields })

export const tooLarge = () => new Refusal({ code: 'too-large', status: 413, say: '内容太长，没有保存。请删减后再提交。' })

export const broken = (requestId: string) => new Refusal({ code: 'internal', status: 500, say: `系统出错，刚才的内容没有保存。请稍后再试；若仍不行，请把编号 ${requestId} 告诉管理员。` })
export const gone = () => new Refusal({ code: 'stopped', status: 499, say: '已停止，没有写入任何内容。' })
