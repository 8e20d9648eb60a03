import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readName } from './name.rules.ts'
import { readPhone } from './phone.rules.ts'
import { cellOf, type Written } from '../roster.factory.ts'
import { chineseNumber } from './text.rules.ts'
import { readGender, readNeighbourhood, readRelation, relationOf } from './value.rules.ts'

const codes = ({ faults }: { faults: readonly { code: string }[] }) => faults.map(({ code }) => code).join(' ')

describe('readName', () => {
  it.each([
    ['王芳', '王芳'], [' 王芳\u3000', '王芳'], ['王 芳', '王芳'], ['王\u3000\u3000芳', '王芳'], ['王\u00a0芳', '王芳'], ['王芳\u200b', '王芳'],
    ['欧阳小小', '欧阳小小'],
    ...['\u0001', '\u007f', '\u0085', '\u034f', '\u115f', '\u180e', '\u202e', '\u2066', '\u2800', '\u3164', '\uffa0', '\u{e0041}'].map((unseen) => [`王${unseen}芳`, '王芳']),
    ['买买提·艾力', '买买提·艾力'], ['买买提•艾力', '买买提·艾力'], ['买买提‧艾力', '买买提·艾力'], ['买买提・艾力', '买买提·艾力'], ['买买提.艾力', '买买提·艾力'],
    ['买买提．艾力', '买买提·艾力'],
    ['买买提 · 艾力', '买买提·艾力'], ['阿依古丽•买买提•艾力', '阿依古丽·买买提·艾力'], ['Anna Bell', 'Anna Bell'], ['J. Smith', 'J. Smith'],
    ['Anna•Bell', 'Anna·Bell'], ['㛃', '㛃'], ['王䶮', '王䶮'],
    // An ideographic variation sequence and a compatibility ideograph stay what they are.
    ['葛\u{e0100}一', '葛\u{e0100}一'], ['\uf92c甲', '\uf92c甲'],
  ])('%j is %j', (text, name) => expect(readName(cellOf(text))).toEqual({ value: name, faults: [] }))

  it.each([
    ['张𬱖', '张𬱖', 'name-rare-character'], ['张\ue864', '张\ue864', 'name-private-character'],
    ['张⿰王月', '张⿰王月', 'name-described-character'], ['王芳1', '王芳1', 'name-digits'],
    ['买买提 艾力', '买买提 艾力', 'name-blank'], ['王 小 芳', '王 小 芳', 'name-blank'], ['王yan', '王yan', 'name-mixed'],
    ['王芳（大）', '王芳（大）', 'name-note'], ['王芳、李甲', '王芳、李甲', 'name-note'],
  ])('%j is kept as %j with %s', (text, name, code) => {
    const read = readName(cellOf(text))
    expect(read.value).toBe(name)
    expect(codes(read)).toBe(code)
    expect(read.faults[0]!.level).toBe('warning')
  })

  it.each([['王?', 'name-damaged'], ['王？芳', 'name-damaged'], ['王□', 'name-damaged'], ['王*芳', 'name-damaged'],
    ['12', 'name-number'], ['甲'.repeat(51), 'name-long']])(
    '%j is refused: %s', (text, code) => expect([readName(cellOf(text)).value, codes(readName(cellOf(text)))]).toEqual([null, code]))

  it('names the code point of a character that others cannot show', () => {
    expect(readName(cellOf('张\ue864')).faults[0]!.say).toContain('U+E864')
  })

  it('does not read its own answer otherwise', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('王', '芳', '𬱖', '·', '•', '.', ' ', 'a', '\u3000', '\ue864'), maxLength: 12 }), (text) => {
      const { value } = readName(cellOf(text))
      fc.pre(value !== null)
      expect(readName(cellOf(value!)).value).toBe(value)
    }))
  })
})

describe('readPhone', () => {
  it.each<[Written, string]>([
    ['13800000000', '13800000000'], [13800000000, '13800000000'], ['138 0000 0000', '13800000000'],
    ['138-0000-0000', '13800000000'], ['+8613800000000', '13800000000'], ['+86 138 0000 0000', '13800000000'],
    ['0086-13800000000', '13800000000'], ['8613800000000', '13800000000'], ['１３８００００００００', '13800000000'],
    ['13800000000 ', '13800000000'], ['0351-7654321', '03517654321'], ['(010)87654321', '01087654321'],
    ['（0351）7654321', '03517654321'],
  ])('%j is %s', (written, phone) => expect(readPhone(cellOf(written))).toEqual({ value: phone, faults: [] }))

  it.each([
    ['13800000000/13900000000', '13800000000'], ['13800000000、13900000000', '13800000000'],
    ['13800000000 13900000000', '13800000000'], ['1380000000013900000000', '13800000000'],
    ['138-0000-0000，139-0000-0000', '13800000000'], ['138 0000 0000 139 0000 0000', '13800000000'],
    ['13800000000(妈妈)', '13800000000'], ['妈妈：13800000000', '13800000000'], ['0351-7654321；13800000000', '03517654321'],
    ['13800000000\n13900000000', '13800000000'],
  ])('%j: the first, %s', (text, phone) => {
    const read = readPhone(cellOf(text))
    expect([read.value, codes(read)]).toEqual([phone, 'phone-several'])
  })

  it.each(['1380000000', '138000000000', '12800000000', '7654321', '1.38E+10', '没有电话'])('%j is not taken', (text) => {
    const read = readPhone(cellOf(text))
    expect([read.value, codes(read)]).toEqual([null, 'phone-form'])
  })
  it.each(['', '无', '/', '——'])('%j is nothing', (text) => expect(readPhone(cellOf(text))).toEqual({ value: null, faults: [] }))
})

describe('readGender', () => {
  it.each<[Written, 'male' | 'female' | null, string]>([
    ['男', null, 'male'], ['女 ', null, 'female'], ['1', null, 'male'], [2, null, 'female'], ['1-男', null, 'male'],
    ['２－女', null, 'female'], ['女生', null, 'female'], ['', null, 'unknown'], ['', 'male', 'male'], ['0', 'female', 'female'],
    ['男', 'male', 'male'],
  ])('%j with %s is %s', (written, known, gender) => expect(readGender(cellOf(written), known)).toEqual({ value: gender, faults: [] }))
  it.each<[Written, 'male' | 'female' | null, string]>([['男', 'female', 'gender-differs'], ['x', null, 'gender-unknown'],
    ['constructor', null, 'gender-unknown']])(
    '%j with %s: %s', (written, known, code) => expect(codes(readGender(cellOf(written), known))).toBe(code))
})

it.each([
  ['爸爸', '父亲'], ['父', '父亲'], ['父女', '父亲'], ['51-父亲', '父亲'], ['妈', '母亲'], ['母子', '母亲'], ['爷爷', '祖父'], ['奶奶', '祖母'], ['外公', '外祖父'],
  ['姥爷', '外祖父'], ['外婆', '外祖母'], ['姥姥', '外祖母'],
  ['哥哥', '兄'], ['姐姐', '姐'], ['叔叔', '其他监护人'], ['继父', '继父'], ['家长', '监护人'], ['toString', undefined], ['儿子', undefined],
])('the relation %s is %s', (text, relation) => expect(relationOf(text)).toBe(relation))

it('keeps a guardian whose relation nobody understands', () => {
  expect(codes(readRelation(cellOf('儿子')))).toBe('relation-unknown')
})

it.each([
  ['春天小区3号楼2单元501室', '春天小区'], ['春天小区 12栋', '春天小区'], ['云杉路18号春天小区', '云杉路18号春天小区'], ['春天小区3-2-501', '春天小区'], ['云杉村三组', '云杉村三组'],
  ['春天小区A座1201', '春天小区'], ['无', null],
])('a visit to %s goes to %s', (text, place) => expect(readNeighbourhood(cellOf(text)).value).toBe(place))

it.each([['一', 1], ['十', 10], ['十二', 12], ['二十', 20], ['二十三', 23], ['廿一', 21],
  ['9', 9], ['09', 9], ['', null], ['三二', null], ['百', null], ['二廿', null]])(
  '%s is the number %s', (text, number) => expect(chineseNumber(text)).toBe(number))
