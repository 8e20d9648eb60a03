import { expect, test } from 'vitest'
import { rareGlyphs } from './glyph.rules.ts'

test.each([
  ['张同学', []], ['阿依努尔·示例', []], ['王同学㛃', []], ['𠮷同学', ['U+20BB7']], ['李\u{e863}同学', ['U+E863']],
  ['𠮷𠮷\u{30edd}', ['U+20BB7', 'U+30EDD']], ['\u{e863}𠮷', ['U+20BB7', 'U+E863']], ['', []],
])('%s has %j', (name, points) => { expect(rareGlyphs(name)).toEqual(points) })
