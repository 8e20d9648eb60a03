import { Agent, request } from 'node:http'
import type { Uuid } from '#kernel/ids'
import { asAdmin } from './cluster.ts'
import { REGION } from './moment.ts'

/** Somebody with a session, and what is theirs. */
export interface Person {
  readonly token: string
  readonly kind: 'head_teacher' | 'principal' | 'bureau_officer' | 'roster_keeper'
  readonly capacityId: string
  readonly schoolId: Uuid
  readonly classId: Uuid | null
  readonly children: readonly Uuid[]
}

export interface People {
  readonly teachers: readonly Person[]
  readonly principals: readonly Person[]
  readonly officer: Person
  /** What the officer keeps and records for. */
  readonly stations: readonly Uuid[]
}

/** Everybody of the generated jurisdiction who can sign in. */
export async function findPeople(adminUrl: string): Promise<People> {
  const { rows } = await asAdmin(adminUrl, (admin) => admin.query<Person>(`
    select replace(i.login, 'bench-', 'bench-token-') as token, p.kind, $1 || '.' || p.kind || '.' || p.unit_id as "capacityId",
      p.unit_id as "schoolId", p.class_id as "classId",
      array(select s.id from student s where s.region_id = $1::int and s.class_id = p.class_id order by s.id) as children
    from membership m join identity i on i.id = m.identity_id
    join appointment a on a.region_id = m.region_id and a.person_id = m.person_id and a.valid_to is null
    join post p on p.region_id = a.region_id and p.id = a.post_id order by i.login`, [String(REGION)]))
  const of = (kind: Person['kind']) => rows.filter((row) => row.kind === kind)
  const [officer] = of('bureau_officer')
  if (officer === undefined) throw new Error('the generated jurisdiction has no officer who can sign in')
  const stations = await asAdmin(adminUrl, (admin) => admin.query<{ id: Uuid }>(`select id from body where region_id = $1 and kind = 'station' order by id`, [REGION]))
  return { teachers: of('head_teacher'), principals: of('principal'), officer, stations: stations.rows.map((row) => row.id) }
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export interface Call { readonly method?: 'GET' | 'POST'; readonly path: string; readonly person?: Person; readonly body?: unknown; readonly file?: Buffer; readonly key?: string }

/** Hundreds of networks: nobody's share of requests is used up. */
const network = () => `10.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}.7`

/** One request as a browser sends it; throws on any answer but 200. */
export function send(port: number, call: Call): Promise<string> {
  const { method = 'GET', path, person, body, file, key } = call
  const payload = body === undefined ? file : Buffer.from(JSON.stringify(body))
  const headers = {
    ...(person && { cookie: `tongxin_session=${person.token}`, 'x-capacity': person.capacityId, 'x-forwarded-for': network() }),
    ...(payload && { 'content-type': file === undefined ? 'application/json' : 'application/octet-stream', 'content-length': payload.length, 'x-csrf': '1' }),
    ...(key !== undefined && { 'idempotency-key': key }),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        if (answer.statusCode === 200) resolve(text)
        else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`))
      }).on('error', reject)
    })
    sent.on('error', reject).end(payload)
  })
}
