import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESK, gather, PHONE, type Person } from './people.ts'

const people = gather()
const PASSWORD = '松针落在第三级台阶上'

interface Told { readonly login: string; readonly code: string }

/** What the slip on the screen says, as somebody copies it by hand. */
async function copySlip(page: Page): Promise<Told> {
  const slip = page.getByRole('article')
  await slip.waitFor()
  const [, login, code] = /账号 (\S+ \S+)[\s\S]*激活码 (\S+ \S+ \S+)/.exec(await slip.innerText())!
  return { login: login!, code: code! }
}

/** A slip is read from the narrowest phone in large type too. */
async function fitsNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 844 })
  await page.getByRole('button', { name: '大字' }).tap()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '大字' }).tap()
  await page.setViewportSize(PHONE.viewport!)
}

/** 补发 for the first guardian whose account nobody uses. */
async function renew({ page }: Person, name: RegExp): Promise<Told> {
  await page.getByRole('list', { name: /家长账号$/ }).getByRole('button', { name }).first().tap()
  await page.getByRole('dialog').getByRole('button', { name: /^(发放|补发)$/ }).tap()
  const told = await copySlip(page)
  await fitsNarrow(page)
  await page.getByRole('button', { name: '完成' }).tap()
  await page.getByRole('list', { name: /家长账号$/ }).waitFor()
  expect(await page.locator('body').innerText(), 'the code is told once').not.toContain(told.code)
  return told
}

async function fillCode({ page }: Person, code: string): Promise<void> {
  await page.getByLabel('激活码').fill(code)
  await page.getByLabel('新密码', { exact: true }).fill(PASSWORD)
  await page.getByLabel('再输一次新密码').fill(PASSWORD)
  await page.getByRole('button', { name: '启用', exact: true }).tap()
}

async function isRefused(person: Person): Promise<void> {
  await person.page.getByRole('alert').filter({ hasText: '激活码不正确、已用过或已过期' }).waitFor()
  person.mistakes.length = 0
}

test('a lost slip is renewed on a phone; only the new code opens the account, once, and leads to the own child', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  await teacher.page.getByRole('link', { name: /家长账号/ }).tap()
  const row = teacher.page.getByRole('list', { name: /家长账号$/ }).getByRole('button', { name: /· 未启用/ }).first()
  const [child, guardian] = (await row.innerText()).split('\n') as [string, string]
  const name = new RegExp(`${child}[\\s\\S]*${guardian.split(' · ')[0]!}`)
  const [lost, slip] = [await renew(teacher, name), await renew(teacher, name)]
  expect(slip.login).toBe(lost.login)
  expect(slip.code).not.toBe(lost.code)

  const parent = await people.visitor(PHONE)
  await parent.page.goto('/sign-in')
  await parent.page.getByRole('link', { name: '用激活码启用账号' }).tap()
  await fillCode(parent, lost.code)
  await isRefused(parent)
  await fillCode(parent, slip.code.toLowerCase().replaceAll(' ', '-'))
  await parent.page.getByText(slip.login, { exact: true }).waitFor()
  await parent.page.getByRole('button', { name: '去登录' }).tap()
  expect((await parent.page.getByRole('textbox', { name: '账号' }).inputValue()).replace(/^(.{5})/, '$1 ')).toBe(slip.login)
  await parent.page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await parent.page.getByRole('button', { name: '登录' }).tap()
  await parent.page.getByRole('region', { name: child }).waitFor()
  await parent.page.getByRole('region', { name: child }).getByText(/(发放|补发)账号单/).first().waitFor()

  const finder = await people.visitor({ ...PHONE, viewport: { width: 320, height: 640 } })
  await finder.page.goto(`/activate#code=${encodeURIComponent(slip.code)}`)
  expect(await finder.page.getByLabel('激活码').inputValue()).toBe(slip.code)
  expect(new URL(finder.page.url()).hash).toBe('')
  await fillCode(finder, slip.code)
  await isRefused(finder)
  await teacher.page.reload()
  const used = teacher.page.getByRole('button', { name: new RegExp(`${name.source}[\\s\\S]*已启用`) })
  await used.tap()
  const dialog = teacher.page.getByRole('dialog')
  const close = dialog.getByRole('checkbox', { name: '账号可能被别人用过：立即停用原密码，退出所有设备' })
  expect(await close.isChecked()).toBe(false)
  await close.check()
  await dialog.getByText('原来的密码马上失效').waitFor()
  await dialog.getByRole('button', { name: '补发' }).tap()
  expect((await copySlip(teacher.page)).login).toBe(slip.login)
  await parent.page.reload()
  await parent.page.getByLabel('密码', { exact: true }).waitFor()
  parent.mistakes.length = 0
})

test('a class is printed on A4, eight slips a page, none cut and nothing beside them', async () => {
  const keeper = await people.enter('roster-keeper', DESK)
  const { page } = keeper
  await page.getByRole('link', { name: '监护人账号单' }).click()
  const all = page.getByRole('button', { name: /^打印还没有账号单的 \d+ 份/ })
  const count = Number(/\d+/.exec(await all.innerText())![0])
  expect(count).toBeGreaterThan(8)
  await all.click()
  await page.getByText('激活码只显示这一次').waitFor()
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(Math.ceil(count / 8))
  expect(new Set(pdf.match(/\/MediaBox\s*\[[^\]]*\]/g))).toEqual(new Set(['/MediaBox [0 0 594.95996 841.91998]']))
  await page.emulateMedia({ media: 'print' })
  const sheets = await page.locator('.sl-page').evaluateAll((list) => list.map((sheet) => ({
    head: sheet.querySelector('header')!.textContent,
    slips: [...sheet.querySelectorAll<HTMLElement>('.sl-slip')].map((slip) => ({
      cut: slip.scrollHeight > slip.clientHeight || slip.scrollWidth > slip.clientWidth,
      least: Math.min(...[...slip.querySelectorAll('p, li, h3, b')].map((part) => Number.parseFloat(getComputedStyle(part).fontSize))),
    })),
  })))
  expect(sheets.flatMap((sheet) => sheet.slips)).toHaveLength(count)
  expect(sheets.flatMap((sheet) => sheet.slips).filter(({ cut, least }) => cut || least < 16)).toEqual([])
  const worst = await page.locator('.sl-page .sl-slip').first().evaluate((slip) => {
    slip.querySelector('.sl-bearer b')!.textContent = '阿依古丽示例·买买提示例名字共二十个汉字的母亲'
    slip.querySelector('.sl-address')!.textContent = 'http://jiaxiaoshe.shilixian.edu.example.cn:8443/activate'
    return { height: slip.scrollHeight - slip.clientHeight, width: slip.scrollWidth - slip.clientWidth }
  })
  expect(worst, 'a long name and a long address on one slip').toEqual({ height: 0, width: 0 })
  expect(sheets[0]!.head).toMatch(/云河区示例小学 \S+班 账号单 · 2026年11月21日 · 第 1 \/ \d+ 页沿虚线剪开，单独交给每位家长；不要拍照，不要发到群里。/)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: '完成' }).click()
  await page.getByText(new RegExp(`已发码 ${count}，未启用 0`)).waitFor()
})

test('the staff of a school get slips for those who have no account yet', async () => {
  const keeper = await people.enter('roster-keeper', DESK)
  const { page } = keeper
  await page.getByRole('link', { name: '教职工账号单' }).click()
  const own = page.getByRole('row').filter({ hasText: '学籍管理员' })
  await own.getByText('账号是您自己的，不能由自己补发').waitFor()
  const teacher = page.getByRole('row').filter({ hasText: '任课教师' }).or(page.getByRole('row').filter({ hasText: '体育' })).first()
  await teacher.getByRole('checkbox').check()
  await page.getByRole('button', { name: '打印所选 1 份' }).click()
  const told = await copySlip(page)
  expect(told.login).toMatch(/^[a-z]\d{4} \d{4}$/)
})
