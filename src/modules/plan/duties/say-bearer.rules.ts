import { ROLE_NAMES } from '#kernel/capacity'
import { BODY_NAMES, type BodyKind } from '#modules/org/bodies/body.contract'
import { STAGE_NAMES, STAGES, type Stage } from '#modules/org/units/unit.contract'
import type { SaidDuty } from './say-action.rules.ts'

const PLAIN_SCHOOLS: readonly Stage[] = STAGES.filter((stage) => stage !== 'kindergarten')

/** 中小学校 stands for the four school stages together, as in the documents. Without stages every school is meant. */
export function sayStages(stages: readonly Stage[] = STAGES): string {
  const schools = PLAIN_SCHOOLS.every((stage) => stages.includes(stage))
  if (!schools) return STAGES.filter((stage) => stages.includes(stage)).map((stage) => STAGE_NAMES[stage].zh).join('、')
  return stages.includes('kindergarten') ? '中小学校、幼儿园' : '中小学校'
}

/** Bodies of which a region has one. */
export const ALONE: readonly BodyKind[] = ['leading_group', 'joint_conference', 'committee', 'project_organisation']

/** 「班主任」「每名校长、副校长」「各社区（村）」「中小学校学生家长」, or the text's own word. */
export function sayBearer({ bearer }: SaidDuty): string {
  const { kind, posts = [], stages, notHolding = [], name, bodies = [], at } = bearer
  const open = 'local' in bearer && bearer.local !== undefined
  if (name !== undefined) return name.zh
  const names = posts.map((post) => ROLE_NAMES[post]).join('、')
  const others = notHolding.length > 0 ? `未担任${notHolding.map((post) => ROLE_NAMES[post]).join('、')}的` : ''
  switch (kind) {
    case 'unit': return `${at === 'bureau' ? '教育局' : sayStages(stages)}${names === '' ? '' : `由${names}`}${open ? '（由谁承担由本地确定）' : ''}`
    case 'body': return `${bodies.every((body) => ALONE.includes(body)) ? '' : '各'}${bodies.map((body) => BODY_NAMES[body].zh).join('、')}`
    case 'guardian': return `${stages === undefined ? '' : sayStages(stages)}学生家长`
    case 'appointment': return `新接班的${names}`
    case 'holder': return open ? `${others}${names}（按人或合计由本地确定）` : `每名${others}${names}`
    case 'team': return open ? `${names}（按人或合计由本地确定）` : `${names}合计`
    case 'post': return `${others}${names}`
  }
}
