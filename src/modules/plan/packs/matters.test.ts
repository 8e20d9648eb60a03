import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listPackFolders, readPack } from './pack-files.service.ts'

const PACKS = join(import.meta.dirname, '../../../../packs')
const read = await Promise.all((await listPackFolders(PACKS)).map(readPack))
const packs = read.flatMap((one) => ('pack' in one ? [one.pack] : []))
const matters = packs.flatMap(({ doc, matters: own }) => own.map((matter) => ({ ...matter, doc })))

/** Names that stand for more than one other name, as 「teams: 队伍, 志愿队伍」. */
function torn(from: 'key' | 'zh' | 'en', to: 'key' | 'zh' | 'en'): string[] {
  const names = new Map<string, Set<string>>()
  for (const matter of matters) names.set(matter[from], (names.get(matter[from]) ?? new Set()).add(matter[to]))
  return [...names].filter(([, others]) => others.size > 1).map(([name, others]) => `${name}: ${[...others].join(', ')}`)
}

test('documents that speak of the same matter give it one key and one name, so that their duties stand together', () => {
  expect(packs.length).toBeGreaterThan(4)
  expect([...torn('key', 'zh'), ...torn('key', 'en'), ...torn('zh', 'key'), ...torn('en', 'key')]).toEqual([])
})

test('no document names a matter of which it has no duty', () => {
  const idle = packs.flatMap(({ doc, matters: own, duties }) =>
    own.filter(({ key }) => !duties.some(({ matter }) => matter === key)).map(({ key }) => `${doc}: ${key}`))
  expect(idle).toEqual([])
})
