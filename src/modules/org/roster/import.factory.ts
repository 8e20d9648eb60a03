import type { Readable } from 'node:stream'
import type { Progress } from '#platform/access/desk'
import type { Desk } from '#platform/access/desk'
import { writeWorkbook } from '#platform/workbook/write'
import { actAs, type Acting, type Bench } from '../org.factory.ts'
import { acceptRoster } from './accepting/accept.service.ts'
import { draftRoster } from './comparing/draft.service.ts'
import { uploadRoster } from './file.service.ts'
import type { BatchView, Draft } from './roster.contract.ts'
import { identityNoOf } from './roster.factory.ts'
import type { RosterKind } from './row.contract.ts'

/** A roster from workbook to batch, as one keeper does it. */

export const HEADINGS = ['姓名', '性别', '出生日期', '学籍号', '身份证件号', '班级', '监护人1姓名', '监护人1关系', '监护人1电话']

export interface Pupil {
  readonly name: string
  readonly born?: string
  readonly order?: number
  readonly className?: string
  readonly guardian?: string
  readonly phone?: string
  /** Neither number nor birth date. */
  readonly bare?: boolean
}

/** One row of a school's list; the numbers are of nowhere and right. */
export function rowOf({ name, born = '2017-10-09', order = 1, className = '三(1)班', guardian = '张家长甲', phone = '13900000001', bare = false }: Pupil): (string | null)[] {
  const no = identityNoOf(born, order)
  return [name, null, bare ? null : born, bare ? null : `G${no}`, bare ? null : no, className, guardian, '母亲', phone]
}

export async function bytesOf(sheets: readonly { readonly name?: string; readonly rows: readonly (readonly (string | null)[])[] }[]): Promise<Buffer> {
  const file: Readable = writeWorkbook(sheets.map(({ name = '名册', rows }) => ({ name, columns: (rows[0] ?? []).map(() => ({ width: 16, text: true })), rows })))
  const pieces: Buffer[] = []
  for await (const piece of file) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}

export const bookOfPupils = (pupils: readonly Pupil[]): Promise<Buffer> => bytesOf([{ rows: [HEADINGS, ...pupils.map(rowOf)] }])

export interface Keeping { readonly bench: Bench; readonly who: Acting; readonly signal?: AbortSignal; readonly told?: (progress: Progress) => void }

export const deskOf = ({ bench, who, signal = new AbortController().signal, told = () => undefined }: Keeping): Desk => ({
  act: (work) => actAs(bench.app, { ...who, role: 'roster_keeper' }, async (act) => {
    const answer = await work(act)
    signal.throwIfAborted()
    return answer
  }),
  tell: told, signal,
})

export async function upload(keeping: Keeping, bytes: Buffer, kind: RosterKind = 'students'): Promise<string> {
  return (await deskOf(keeping).act((act) => uploadRoster(act, { kind, name: '名册.xlsx', bytes }))).fileId
}

export async function drafted(keeping: Keeping, bytes: Buffer, kind: RosterKind = 'students'): Promise<Draft> {
  return draftRoster(deskOf(keeping), await upload(keeping, bytes, kind))
}

export interface How { readonly answers?: Record<string, string>; readonly effectiveOn?: string; readonly leaveOutErrors?: boolean }

export const accepted = (keeping: Keeping, draft: Draft, how: How = {}): Promise<BatchView> => acceptRoster(deskOf(keeping), draft.fileId, {
  digest: draft.digest, effectiveOn: how.effectiveOn ?? draft.effectiveOn, answers: how.answers ?? {}, leaveOutErrors: how.leaveOutErrors ?? false,
})

export const imported = async (keeping: Keeping, bytes: Buffer, how: How & { readonly kind?: RosterKind } = {}): Promise<BatchView> =>
  accepted(keeping, await drafted(keeping, bytes, how.kind), how)
