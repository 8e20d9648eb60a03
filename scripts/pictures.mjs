// Takes the pictures of README and manual from the real screens: `node scripts/pictures.mjs`, by hand.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { smallPng } from './pictures/small-png.mjs'
import { ROOT } from './root.mjs'
import { importSource } from './source.mjs'

const FOLDER = join(ROOT, 'docs/manual/pictures')
const DESK = { viewport: { width: 1280, height: 860 } }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
const PASSWORD = 'tongxin-demo'
const MOST_BYTES = 150_000

process.chdir(ROOT)
ensureBuilt()
const { dataFolder, MOMENT, start } = await importSource('tests/journeys/running.ts')
const { launchBrowser } = await importSource('src/testing/browser.ts')
const { makeWorkbook } = await importSource('src/platform/workbook/workbook.factory.ts')
const data = dataFolder()
const program = await start(['--demo', '--at', MOMENT], { dataDir: data.path })
const browser = await launchBrowser()
try {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  for (const story of [signIn, bureau, calendar, principal, exceptions, teacher, guardian, keeper]) await story()
} finally {
  await browser.close()
  await program.stop()
  data.remove()
}

async function open(face) {
  const settings = { baseURL: program.url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' }
  const context = await browser.newContext({ ...settings, ...face })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: '账号' }).waitFor()
  return page
}

async function enter(login, face) {
  const page = await open(face)
  await page.getByRole('textbox', { name: '账号' }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname.length > '/sign-in'.length || url.pathname === '/family')
  return page
}

/** The address before every page of the capacity that acts on this one, and its questions to the program. */
function asking(page) {
  const base = new URL(page.url()).pathname.split('/').slice(0, 3).join('/')
  const headers = { 'x-capacity': decodeURIComponent(base.split('/')[2]) }
  return { base, ask: async (path) => (await page.request.get(path, { headers })).json() }
}

/** The screen as it stands, when nothing on it moves or waits any more; `tall` in pixels instead of the height of the screen. */
async function take(page, name, tall) {
  const size = page.viewportSize()
  if (tall) await page.setViewportSize({ width: size.width, height: tall })
  await page.mouse.move(0, 0)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => { document.activeElement?.blur(); return document.fonts.ready })
  const picture = smallPng(await page.screenshot({ animations: 'disabled' }))
  if (picture.length > MOST_BYTES) throw new Error(`${name}.png has ${picture.length} bytes, more than ${MOST_BYTES}`)
  writeFileSync(join(FOLDER, `${name}.png`), picture)
  console.log(`${name}.png ${Math.round(picture.length / 1_000)} kB`)
  if (tall) await page.setViewportSize(size)
}

async function signIn() {
  await take(await open(DESK), 'sign-in', 960)
}

async function bureau() {
  const page = await enter('bureau', DESK)
  const place = (name) => page.getByRole('navigation', { name: '工作台' }).getByRole('link', { name })
  await page.getByRole('list', { name: '事项', exact: true }).waitFor()
  await take(page, 'bureau-matters')
  await page.getByRole('link', { name: '家访', exact: true }).click()
  await page.getByRole('region', { name: '各学校完成情况' }).waitFor()
  await take(page, 'bureau-matter', 980)
  await page.getByRole('link', { name: '云河区示例小学' }).click()
  await page.getByRole('region', { name: '各班级完成情况' }).waitFor()
  await take(page, 'bureau-school')
  await page.goto(await lackingAt(page))
  await page.getByRole('list', { name: '要求有什么' }).waitFor()
  await take(page, 'why', 640)
  await place('机构与队伍').click()
  await page.getByRole('link', { name: /^家庭教育指导服务站点/ }).click()
  await page.getByRole('heading', { name: '家庭教育指导服务站点', exact: true }).last().waitFor()
  await take(page, 'bodies')
  await place('本地确定').click()
  await page.getByRole('heading', { name: /^待确定/ }).waitFor()
  await take(page, 'local-values')
  await place('政策文件').click()
  await page.getByRole('link', { name: '晋教政〔2023〕3号' }).waitFor()
  await take(page, 'packs', 560)
}

/** Where it stands what is there and what is lacking in the structure of a school. */
async function lackingAt(page) {
  const { base, ask } = asking(page)
  const { rows: schools } = await ask('/api/coverage/matters/home-visit')
  const { duties } = await ask(`/api/coverage/schools/${schools.find(({ name }) => name === '云河区示例初级中学').unitId}`)
  const lacks = ({ unit, figure, rows }) => unit === '项' && figure !== null && figure.done > 0 && figure.done < figure.required && rows.length > 0
  const { key, rows: [row] } = duties.find(lacks)
  return `${base}/why?${new URLSearchParams({ duty: key, period: row.period.key, bearer: row.bearerId, group: row.groupId })}`
}

/** A week less at the end, looked at and not published. */
async function calendar() {
  const page = await enter('bureau', DESK)
  await page.getByRole('navigation', { name: '工作台' }).getByRole('link', { name: '校历' }).click()
  await page.getByRole('button', { name: '修改校历' }).click()
  await page.getByLabel('第二学期结束').fill('2027-07-02')
  await page.getByRole('button', { name: '查看变化' }).click()
  const differences = page.getByRole('table', { name: '谁多了或少了几天' })
  await differences.waitFor()
  await differences.scrollIntoViewIfNeeded()
  await take(page, 'calendar')
}

async function principal() {
  const page = await enter('principal', DESK)
  await page.getByRole('list', { name: '按事项' }).waitFor()
  await take(page, 'principal-home')
}

/** What a principal asks for, as the bureau finds it. */
async function exceptions() {
  const school = await enter('principal', DESK)
  const { base } = asking(school)
  for (const [duty, button, reason, note] of [
    ['parent-meeting-at-start', /^登记无法完成/, '场地或条件不具备', '九月礼堂大修，没有场地'],
    ['parent-meetings-each-semester', /^申请例外/, '人手不足', '年级组人员轮训，改为一次大会'],
  ]) {
    await school.goto(`${base}/school?open=${encodeURIComponent(`tianjin-hebei-2024-17#${duty}`)}`)
    await school.getByRole('button', { name: button }).first().click()
    const sheet = school.getByRole('dialog')
    await sheet.getByRole('radio', { name: reason }).check({ force: true })
    await sheet.getByRole('textbox', { name: '说明' }).fill(note)
    await sheet.getByRole('button', { name: '提交' }).click()
    await sheet.waitFor({ state: 'detached' })
  }
  const page = await enter('bureau', DESK)
  await page.getByRole('link', { name: /^例外与无法完成/ }).click()
  await page.getByRole('list', { name: '等待审批' }).waitFor()
  await take(page, 'exceptions', 640)
}

async function teacher() {
  const page = await enter('head-teacher', PHONE)
  await page.getByText('还没去的 26 名').waitFor()
  await page.getByRole('heading', { name: /^其他责任/ }).waitFor()
  await take(page, 'teacher-today')
  await page.getByRole('button', { name: '记一次家访' }).click()
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
  for (const [role, name] of [['radio', '入户'], ['checkbox', '在家表现'], ['radio', '有']]) {
    await page.getByRole(role, { name, exact: true }).click()
  }
  await page.getByLabel('答应了什么').fill('下周问食堂过敏餐')
  await take(page, 'teacher-form')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('list', { name: '计入情况' }).waitFor()
  await take(page, 'teacher-saved')
}

async function guardian() {
  const page = await enter('guardian', PHONE)
  await page.getByRole('radio', { name: '属实', exact: true }).first().waitFor()
  await take(page, 'guardian-family')
}

/** A class as a school keeps it, with a title, a header of two lines, an impossible day, one child new and one missing. */
function rosterOf(children) {
  const lines = children.slice(1).map(({ name, gender, neighbourhood }, at) =>
    [at + 1, name, gender === 'male' ? '男' : '女', at === 3 ? '2017.13.1' : '2017.9.1', at % 2 ? '三(2)班' : '302', neighbourhood])
  const rows = [
    ['云河区示例小学三年级学生花名册'], ['序号', '学生姓名', '性别', '出生日期', '所在班级', '住哪'], ...lines,
    [lines.length + 1, '阿依努尔·买买提吐尔逊', '女', '20170412', '三年级2班', '新桥苑'], ['合计', lines.length + 1],
  ]
  return makeWorkbook([{ name: '三年级', rows, merges: ['A1:F1'] }, { name: '填表说明', rows: [['各班主任填写，交教导处。']] }])
}

async function keeper() {
  const page = await enter('roster-keeper', DESK)
  const { ask } = asking(page)
  const { capacities } = await ask('/api/session')
  const { classes } = await ask(`/api/schools/${capacities[0].unitId}/classes`)
  const { students } = await ask(`/api/classes/${classes.find(({ name }) => name === '三(2)班').id}/students`)
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '选择学生工作簿' }).click()
  await (await chosen).setFiles({ name: '三年级花名册.xlsx', mimeType: 'application/octet-stream', buffer: rosterOf(students) })
  await page.getByLabel('F 列住哪').selectOption({ label: '居住小区' })
  await take(page, 'roster-columns', 840)
  await page.getByRole('button', { name: '下一步：核对问题与变化' }).click()
  await page.getByRole('heading', { name: '请您确认' }).waitFor()
  await take(page, 'roster-check', 900)
  await page.getByRole('radiogroup').first().getByLabel('离校', { exact: true }).check()
  await page.getByRole('button', { name: /先导入$/ }).click()
  await page.getByText('已导入', { exact: true }).waitFor()
  await page.getByRole('link', { name: '回到花名册' }).click()
  await page.getByRole('button', { name: /^撤销：/ }).waitFor()
  await take(page, 'roster', 720)
}
