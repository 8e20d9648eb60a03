import { checkDigitOf } from '#modules/org/roster/reading/identity.rules'
import { writeWorkbook } from '#platform/workbook/write'
import { asAdmin, type Jurisdiction } from './cluster.ts'
import { MOMENT, REGION } from './moment.ts'
import type { Sample } from './load.ts'
import { send, type Person } from './people.ts'

const [GRADES, CLASSES, PUPILS] = [['一', '二', '三', '四', '五', '六'], 80, 42] as const
/** As many as the goal names; a trial of the benchmark itself brings few. */
export const rowsFor = (size: number): number => (size < 5_000 ? size : 20_000)
const HEADINGS = ['姓名', '性别', '出生日期', '学籍号', '身份证件号', '班级', '监护人1姓名', '监护人1关系', '监护人1电话']

/** The n-th pupil; numbers of a region that does not exist, others in every school. */
function rowOf(n: number, school: number): (string | null)[] {
  const room = Math.floor(n / PUPILS)
  const grade = Math.floor(room / CLASSES)
  const [month, day] = [1 + Math.floor(n / 900) % 8, 1 + Math.floor(n / 900 / 8) % 28]
  const born = `${2020 - grade}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const digits = `99${String(school).padStart(4, '0')}${born.replaceAll('-', '')}${String(1 + n % 900).padStart(3, '0')}`
  const no = digits + checkDigitOf(digits)
  return [
    `王示${'荷杉桐松柳梅兰竹菊桃'[n % 10]}`, Number(no[16]) % 2 === 1 ? '男' : '女', born, `G${no}`, no, `${GRADES[grade]}(${room % CLASSES + 1})班`,
    `王家长${'甲乙丙丁戊'[n % 5]}`, '母亲', `139${String(school % 1_000).padStart(3, '0')}${String(n).padStart(5, '0')}`,
  ]
}

async function bookFor(school: number, length: number): Promise<Buffer> {
  const rows = [HEADINGS, ...Array.from({ length }, (_, n) => rowOf(n, school))]
  const pieces: Buffer[] = []
  for await (const piece of writeWorkbook([{ name: '名册', columns: HEADINGS.map(() => ({ width: 16, text: true })), rows }])) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}

/** An empty school whose roster keeper has a session. */
async function openSchool(at: Jurisdiction, n: number): Promise<Person> {
  const id = (kind: number) => `01900000-00${kind.toString(16).padStart(2, '0')}-7000-8fff-${n.toString(16).padStart(12, '0')}`
  const [unit, person, post, appointment, identity] = [1, 3, 5, 6, 16].map(id)
  const token = `bench-keeper-${n}`
  await asAdmin(at.adminUrl, (admin) => admin.query(`
    insert into unit (region_id, id, kind, name, stages, street, valid_from) values (${REGION}, '${unit}', 'school', '云杉区示例新小学${n}', '{primary}', null, '2020-09-01');
    insert into person (region_id, id, kind, name, created_at) values (${REGION}, '${person}', 'staff', '李示知', '${MOMENT}');
    insert into post (region_id, id, unit_id, kind, valid_from) values (${REGION}, '${post}', '${unit}', 'roster_keeper', '2020-09-01');
    insert into appointment (region_id, id, post_id, person_id, valid_from) values (${REGION}, '${appointment}', '${post}', '${person}', '2020-09-01');
    insert into identity (id, login, created_at) values ('${identity}', '${token}', '${MOMENT}');
    insert into membership (identity_id, region_id, person_id) values ('${identity}', ${REGION}, '${person}');
    insert into session (token_hash, identity_id, created_at, seen_at, expires_at)
      values (encode(sha256('${token}'), 'hex'), '${identity}', '${MOMENT}', '${MOMENT}', timestamptz '${MOMENT}' + interval '12 hours')`))
  return { token, kind: 'roster_keeper', capacityId: `${REGION}.roster_keeper.${unit}`, schoolId: unit!, classId: null, children: [] }
}

interface Line { readonly answer?: Record<string, unknown>; readonly problem?: unknown }

/** The last line of a long answer. */
function answerIn(text: string): Record<string, unknown> {
  const { answer, problem } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}') as Line
  if (answer === undefined) throw new Error(`the roster was refused: ${JSON.stringify(problem)}`)
  return answer
}

/** A workbook for an empty school: sent, read and compared, accepted. */
export function rosterImport(at: Jurisdiction, port: number): () => Promise<Sample> {
  let schools = 0
  const rows = rowsFor(at.size)
  return async () => {
    const n = ++schools
    const [person, file] = [await openSchool(at, n), await bookFor(n, rows)]
    const since = performance.now()
    const uploaded = JSON.parse(await send(port, { method: 'POST', path: `/api/roster/files?${new URLSearchParams({ kind: 'students', name: '名册.xlsx' }).toString()}`, person, file })) as { fileId: string }
    const path = `/api/roster/files/${uploaded.fileId}`
    const draft = answerIn(await send(port, { method: 'POST', path: `${path}/reading`, person, body: {} }))
    const body = { digest: draft['digest'], effectiveOn: draft['effectiveOn'], answers: {}, leaveOutErrors: false }
    const { counts } = answerIn(await send(port, { method: 'POST', path: `${path}/acceptance`, person, body })) as { counts: { new: number } }
    if (counts.new !== rows) throw new Error(`of the roster ${counts.new} pupils came in`)
    const took = performance.now() - since
    return { perSecond: rows * 1_000 / took, p50: took, p95: took }
  }
}
