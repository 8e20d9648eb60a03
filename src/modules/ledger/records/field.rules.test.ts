import { describe, expect, test } from 'vitest'
import type { RecordField } from '#modules/plan/packs/kind.contract'
import { fieldMistakes, filled, splitFields, withoutTexts } from './field.rules.ts'

const option = (key: string) => ({ key, zh: key, en: key })
const field = (spec: Partial<RecordField> & Pick<RecordField, 'key' | 'type'>): RecordField =>
  ({ zh: spec.key, en: spec.key, required: false, about: 'record', setBy: 'recorder', ...spec })

const fields: RecordField[] = [
  field({ key: 'mode', zh: '方式', type: 'enum', required: true, options: [option('in_home'), option('phone')] }),
  field({ key: 'random', zh: '随机', type: 'flag', setBy: 'program' }),
  field({ key: 'topics', zh: '情况', type: 'enums', about: 'subject', options: [option('at_home'), option('family')] }),
  field({ key: 'note', zh: '记录', type: 'text', about: 'subject', max: 5 }),
  field({ key: 'themed', zh: '专题', type: 'flag' }),
  field({ key: 'people', zh: '人数', type: 'count', max: 100 }),
  field({ key: 'next_on', zh: '下次', type: 'date' }),
]

describe('values from a form', () => {
  test.each([
    ['all that is asked', { mode: 'phone' }],
    ['everything', { mode: 'in_home', topics: ['family', 'at_home'],
    note: '五个字整。', themed: true, people: 0, next_on: '2026-11-30' }],
    ['a rare character counts once', { mode: 'phone', note: '𠮷𠮷𠮷𠮷𠮷' }],
    ['empty values are none', { mode: 'phone', note: '', topics: [], themed: false }],
  ])('fit: %s', (_, values) => {
    expect(fieldMistakes(fields, values)).toEqual({})
  })

  test.each([
    ['a required option is missing', {}, 'mode', '请选择“方式”'],
    ['an unknown option', { mode: 'letter' }, 'mode', '没有这个选项'],
    ['an option of the wrong type', { mode: true }, 'mode', '没有这个选项'],
    ['an unknown field', { mode: 'phone', photo: 'x' }, 'photo', '没有“photo”这一项'],
    ['a field of the program', { mode: 'phone', random: true }, 'random', '由系统填写'],
    ['a field of the program, lowered', { mode: 'phone', random: false }, 'random', '由系统填写'],
    ['an unknown option among several', { mode: 'phone', topics: ['family', 'money'] }, 'topics', '不存在或重复'],
    ['an option twice', { mode: 'phone', topics: ['family', 'family'] }, 'topics', '不存在或重复'],
    ['one option where several are held', { mode: 'phone', topics: 'family' }, 'topics', '不存在或重复'],
    ['a text too long', { mode: 'phone', note: '六个字的文字' }, 'note', '最多 5 字，现在有 6 字'],
    ['a flag that is no flag', { mode: 'phone', themed: 'yes' }, 'themed', '只能选是或否'],
    ['a count below zero', { mode: 'phone', people: -1 }, 'people', '不小于 0'],
    ['a count too large', { mode: 'phone', people: 101 }, 'people', '最多为 100'],
    ['half a person', { mode: 'phone', people: 1.5 }, 'people', '整数'],
    ['a day that does not exist', { mode: 'phone', next_on: '2026-02-30' }, 'next_on', '应为日期'],
  ])('do not fit: %s', (_, values, key, words) => {
    const mistakes = fieldMistakes(fields, values)
    expect(Object.keys(mistakes)).toEqual([key])
    expect(mistakes[key]).toContain(words)
  })
})

test('empty values are not stored', () => {
  expect(filled({ a: '', b: [], c: false, d: undefined, e: 0, f: 'x' })).toEqual({ e: 0, f: 'x' })
})

test('what tells of a child goes to the child, the rest to the record', () => {
  expect(splitFields(fields, { mode: 'phone', note: '好', topics: ['family'] }))
    .toEqual({ record: { mode: 'phone' }, subject: { note: '好', topics: ['family'] } })
})

test('others learn no text, and nothing that the definition does not know', () => {
  expect(withoutTexts(fields, { mode: 'phone', note: '好', topics: ['family'], old_text: '不明' }))
    .toEqual({ mode: 'phone', topics: ['family'] })
})
