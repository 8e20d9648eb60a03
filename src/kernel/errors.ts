/**
 * A refusal that a person can act on. `code` is stable for programs, `say` is one or two Chinese
 * sentences: what happened and what to do. Made only by named factories beside the feature.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number
  readonly say: string
  readonly fields: Readonly<Record<string, string>>

  constructor(spec: { code: string; status: number; say: string; fields?: Record<string, string> }) {
    super(`${spec.code}: ${spec.say}`)
    this.code = spec.code
    this.status = spec.status
    this.say = spec.say
    this.fields = spec.fields ?? {}
  }
}

/** An object that is not there, or that this capacity may not know of: the same answer for both. */
export const notFound = (what = '内容') =>
  new Refusal({ code: 'not-found', status: 404, say: `没有找到该${what}，或者当前身份无权查看。请返回上一页重新选择。` })

export const forbidden = (say = '当前身份不能办理此事。请切换到有权限的身份后再试。') =>
  new Refusal({ code: 'forbidden', status: 403, say })

/** Said by the page before it sends a file in vain, and by the server to everybody else. `limit` in bytes. */
export const fileTooLarge = (limit: number) => new Refusal({
  code: 'file-too-large', status: 413, say: `文件超过 ${Math.floor(limit / 2 ** 20)} MB，没有接收。请删去工作簿里的图片、空白行和无关的工作表后再上传。`,
})
