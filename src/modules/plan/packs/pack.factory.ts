import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HEADER = `doc: yunshan-2026-1
number: 云杉发〔2026〕1号
title: 示例市家校社协同育人实施方案
issuer: 示例市教育局
level: city
region: 云杉省示例市
date: 2026-01-01
matters:
  - { key: visit, zh: 家访, en: home visits }
  - { key: team, zh: 队伍, en: teams }
kinds: [home_visit, parent_meeting, finding]
localValues:
  - key: visits
    label: { zh: 家访次数, en: number of visits }
    zh: 每学年家访几次？
    en: How many visits in a year?
    setBy: school
    clauses: [1/a]
    type: int
    min: 1
    max: 20
    default: 2
phases:
  - { key: launch, zh: 发动阶段, en: launch, from: 2026-01-01, to: 2026-03-31, clauses: [2/a] }
activities:
  - key: family-day
    zh: 家庭日
    en: family day
    clauses: [3/a]
    yearly: { from: 05-15, to: 05-15 }
    kind: parent_meeting
`

const CLAUSES = `- { id: 1/a, kind: duty-recurring, actor: 学校, counterpart: 学生, summary: 家访, en: visits, carrier: [visits] }
- { id: 1/b, kind: duty-recurring, actor: 学校, counterpart: 学生, summary: 开学家访, en: early visits, carrier: [early-visits] }
- { id: 2/a, kind: structure, actor: 学校, counterpart: 家长, summary: 工作站, en: workstation, carrier: [workstation] }
- { id: 2/b, kind: target, actor: 教育局, counterpart: 社区, summary: 站点, en: stations, carrier: [stations] }
- { id: 2/c, kind: duty-recurring, actor: 站点, counterpart: 家长, summary: 站点家访, en: visits of stations, carrier: [station-visits] }
- { id: 3/a, kind: activity, actor: 学校, counterpart: 家长, summary: 家庭日, en: family day, carrier: { activity: family-day } }
- { id: 3/b, kind: ledger, actor: 学校, counterpart: 学生, summary: 家访台账, en: ledger of visits, carrier: { record: home_visit } }
- { id: 3/c, kind: guidance, actor: 学校, counterpart: 家长, summary: 指引, en: guidance, carrier: guidance }
- { id: 3/d, kind: content-rule, actor: 学校, counterpart: 家长, summary: 不布置作业, en: no homework, carrier: [no-homework] }
- { id: 3/e, kind: service, actor: 学校, counterpart: 家长, summary: 咨询, en: advice, carrier: { awaits: booking } }
`

const COUNTED = `- id: visits
  matter: visit
  clauses: [1/a]
  form: count
  bearer: { kind: post, posts: [head_teacher] }
  subject: { kind: student, of: class }
  action: { kind: home_visit, where: [{ field: mode, in: [in_home] }] }
  relation: at-least
  number: { local: visits }
  unit: times
  when: { period: academic-year }
  strength: must
- id: early-visits
  matter: visit
  clauses: [1/b]
  form: count
  bearer: { kind: unit, stages: [primary] }
  subject: { kind: none }
  action: { kind: home_visit, where: [] }
  relation: at-least
  number: 3
  unit: times
  when: { period: semester, window: { from: { anchor: start, days: 0 }, to: { anchor: start, days: 13 } } }
  strength: normally
- id: no-homework
  matter: visit
  clauses: [3/d]
  form: prohibition
  bearer: { kind: unit }
  subject: { kind: none }
  action: { kind: finding, where: [{ field: rule, in: [homework_to_parents] }] }
  relation: at-most
  number: 0
  unit: times
  when: { period: calendar-year, window: { yearly: { from: 09-01, to: 12-31 } } }
  strength: must
`

const BODIES = `- id: workstation
  matter: team
  clauses: [2/a]
  form: structure
  bearer: { kind: unit }
  subject: { kind: none }
  structure:
    body: workstation
    seats:
      - { role: coordinator, relation: exactly, number: 1 }
      - { kinds: 2, of: [teacher, parent, volunteer] }
  relation: all
  when: { phase: launch }
  strength: must
- id: stations
  matter: team
  clauses: [2/b]
  form: target
  bearer: { kind: unit, at: bureau }
  subject: { kind: none }
  structure: { body: station, of: community }
  relation: at-least
  number: 90
  unit: percent
  when: { by: 2026-12-31, from: 2026-01-01 }
  strength: must
- id: station-visits
  matter: team
  clauses: [2/c]
  form: count
  bearer: { kind: body, bodies: [station] }
  subject: { kind: none }
  action: { kind: home_visit, where: [] }
  relation: at-least
  number: 4
  unit: times
  when: { period: calendar-year, window: { days: [05-15, 06-01], around: 3 } }
  strength: must
`

/** Folder of an invented pack with every part of the language, beside the shared kinds of records; its root is yours to delete. */
export async function writePack(): Promise<{ readonly root: string; readonly folder: string }> {
  const root = await mkdtemp(join(tmpdir(), '政策 包-'))
  const folder = join(root, 'pack')
  await cp(join(import.meta.dirname, '../../../../packs/kinds'), join(root, 'kinds'), { recursive: true })
  await mkdir(join(folder, 'duties'), { recursive: true })
  const files = { 'pack.yaml': HEADER, 'clauses.yaml': CLAUSES, 'duties/bodies.yaml': BODIES, 'duties/counted.yaml': COUNTED }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
  return { root, folder }
}
