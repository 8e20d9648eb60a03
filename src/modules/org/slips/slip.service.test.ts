import { describe, expect, it } from 'vitest'
import { newId, type Uuid } from '#kernel/ids'
import { regionScope } from '#platform/db/scope'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { useDatabase } from '#testing/database'
import { insertGuardianships } from '../guardians/guardian.store.ts'
import { actAs, makeChild, makeClass, makeHolder, makePerson, makeUnit, NOW, useBench, type Acting, type MadeChild } from '../org.factory.ts'
import { activateAccount, joinAccount } from '../session/account.store.ts'
import { addAccount, issueCode, markCode } from '../session/account.service.ts'
import { isMiscopied } from '../session/login.rules.ts'
import { listLooks } from '../students/student.service.ts'
import { printGuardianSlips, readGuardianAccounts, renewGuardianSlip } from './slip.service.ts'
import { printStaffSlips, readStaffAccounts, renewStaffSlip } from './staff-slip.service.ts'

const bench = useBench(useDatabase())
let logins = 0

async function aSchool() {
  const at = await makeClass(bench.owner, { number: 2 })
  const school = { regionId: at.regionId, id: at.schoolId }
  const [keeper, teacher] = [await makeHolder(bench.owner, { kind: 'roster_keeper', at: school }), await makeHolder(bench.owner, { kind: 'head_teacher', at })]
  const child = await makeChild(bench.owner, { class: at, name: '张同学' })
  return { at, school, keeper, teacher, child }
}

const read = (who: Acting, classId: Uuid) => actAs(bench.app, who, (act) => readGuardianAccounts(act, classId))
const print = (who: Acting, classId: Uuid, ...personIds: Uuid[]) => actAs(bench.app, who, (act) => printGuardianSlips(act, { classId, personIds }))
const renew = (who: Acting, classId: Uuid, personId: Uuid, close = false) =>
  actAs(bench.app, who, (act) => renewGuardianSlip(act, { classId, personId, close }))
const open = (code: string, now = NOW) => activateAccount(bench.app.shared, { hash: markCode(TEST_VAULT, code), passwordHash: 'a hash', now }, () => undefined)
const givePassword = (regionId: number, personId: Uuid) =>
  bench.app.inScope(regionScope(regionId), (tx) => addAccount(tx, { login: `used${++logins}`, password: 'four quiet rivers', personId, now: NOW }))
const alsoGuards = (personId: Uuid, child: { id: Uuid; schoolId: Uuid; classId: Uuid; regionId: number }) => insertGuardianships(bench.owner, child.regionId, [{
  id: newId(), studentId: child.id, schoolId: child.schoolId, classId: child.classId, personId, guardianName: '张家长甲', relation: '母亲', validFrom: '2026-09-01',
}])

describe('slips of a class', () => {
  it('open an account that was not there, once, and the newest code only', async () => {
    const { at, keeper, child } = await aSchool()
    expect((await read(keeper, at.id)).accounts).toMatchObject([{ name: '张家长甲', state: 'none', login: null, can: { issue: true }, wards: [{ name: '张同学', relation: '母亲' }] }])
    const first = await print(keeper, at.id, child.guardianId)
    expect(first).toMatchObject({ unitName: '示例小学甲', group: '三(2)班', issuedOn: '2026-11-21', slips: [{ bearer: '张同学的母亲', place: '三(2)班', codeUntil: '2026-12-21' }] })
    const second = await print(keeper, at.id, child.guardianId)
    expect(second.slips[0]!.login).toBe(first.slips[0]!.login)
    expect(isMiscopied(first.slips[0]!.login)).toBe(false)
    expect((await read(keeper, at.id)).accounts).toMatchObject([{ state: 'issued', codeUntil: '2026-12-21', login: first.slips[0]!.login }])
    expect(await open(first.slips[0]!.code)).toBeUndefined()
    expect(await open(second.slips[0]!.code)).toBe(first.slips[0]!.login)
    expect(await open(second.slips[0]!.code)).toBeUndefined()
    expect((await read(keeper, at.id)).accounts).toMatchObject([{ state: 'active', codeUntil: null }])
  })

  it('run out after thirty days', async () => {
    const { at, keeper, child } = await aSchool()
    const { slips } = await print(keeper, at.id, child.guardianId)
    expect(await open(slips[0]!.code, new Date('2026-12-21T16:00:00Z'))).toBeUndefined()
    const later = { ...keeper, now: new Date('2026-12-22T02:00:00Z') }
    expect((await read(later, at.id)).accounts).toMatchObject([{ state: 'expired', codeUntil: null }])
  })

  it('make one account for a guardian of several children, and name those of the class', async () => {
    const { at, keeper, child } = await aSchool()
    const twin = await makeChild(bench.owner, { class: at, name: '张同学乙', guardianId: child.guardianId })
    const sister = await makeChild(bench.owner, { class: await makeClass(bench.owner, { school: { regionId: at.regionId, id: at.schoolId }, number: 3 }), guardianId: child.guardianId })
    const { slips } = await print(keeper, at.id, child.guardianId)
    expect(slips.map((slip) => slip.bearer)).toEqual(['张同学、张同学乙的母亲'])
    const again = await print(keeper, sister.classId, child.guardianId)
    expect(again.slips[0]!.login).toBe(slips[0]!.login)
    const audited = await bench.owner.selectFrom('audit').select(['student_id', 'action', 'purpose']).where('region_id', '=', at.regionId).where('action', '=', 'slip.issue').orderBy('id').execute()
    expect(new Set(audited.map((entry) => entry.student_id))).toEqual(new Set([child.id, twin.id, sister.id]))
  })

  it('are refused all together when one of them may not be', async () => {
    const { at, keeper, child } = await aSchool()
    const other = await makeChild(bench.owner, { class: at, name: '李同学', guardianId: await makePerson(bench.owner, at.regionId, { kind: 'guardian' }) })
    await givePassword(at.regionId, other.guardianId)
    await expect(print(keeper, at.id, child.guardianId, other.guardianId)).rejects.toMatchObject({ code: 'slip-hindered', status: 409 })
    await expect(print(keeper, at.id, child.guardianId, newId())).rejects.toMatchObject({ status: 404 })
    expect((await read(keeper, at.id)).accounts.map((one) => one.state).sort()).toEqual(['active', 'none'])
  })

  it('handed out by two at the same moment leave one account and one code that opens it', async () => {
    const { at, keeper, teacher } = await aSchool()
    // The first round opens the connections, on which the next ones meet.
    for (let round = 0; round < 4; round++) {
      const { guardianId } = await makeChild(bench.owner, { class: at, guardianId: await makePerson(bench.owner, at.regionId, { kind: 'guardian' }) })
      const sheets = await Promise.all([print(keeper, at.id, guardianId), renew(teacher, at.id, guardianId), print(keeper, at.id, guardianId)])
      expect(new Set(sheets.map((sheet) => sheet.slips[0]!.login)).size).toBe(1)
      const opened = []
      for (const sheet of sheets) opened.push(await open(sheet.slips[0]!.code))
      expect(opened.filter((login) => login !== undefined)).toHaveLength(1)
    }
  })
})

describe('a lost slip', () => {
  it('is renewed by the head teacher, and the guardians find it among those who looked', async () => {
    const { at, teacher, child } = await aSchool()
    await givePassword(at.regionId, child.guardianId)
    const { slips } = await renew(teacher, at.id, child.guardianId)
    expect((await read(teacher, at.id)).accounts).toMatchObject([{ state: 'active', codeUntil: '2026-12-21' }])
    const looks = await actAs(bench.app, { regionId: at.regionId, personId: child.guardianId }, (act) => listLooks(act, child.id))
    expect(looks.map((look) => look.what)).toEqual(expect.arrayContaining(['为在用的账号补发账号单', '查看监护人账号']))
    expect(await open(slips[0]!.code)).toBe(slips[0]!.login)
  })

  it('is not the matter of another class, another school or a former head teacher', async () => {
    const { at, school, child } = await aSchool()
    const second = await makeClass(bench.owner, { school, number: 3 })
    const colleague = await makeHolder(bench.owner, { kind: 'head_teacher', at: second })
    await expect(renew(colleague, at.id, child.guardianId)).rejects.toMatchObject({ status: 404 })
    await expect(renew(colleague, second.id, child.guardianId)).rejects.toMatchObject({ status: 404 })
    const stranger = await makeHolder(bench.owner, { kind: 'roster_keeper', at: await makeUnit(bench.owner, { regionId: at.regionId, name: '示例小学乙' }) })
    await expect(renew(stranger, at.id, child.guardianId)).rejects.toMatchObject({ status: 404 })
    const former = await makeHolder(bench.owner, { kind: 'head_teacher', at: second, to: '2026-11-20' })
    await expect(renew(former, second.id, child.guardianId)).rejects.toThrow('no capacity')
  })

  it('ends with the guardianship', async () => {
    const { at, teacher, child } = await aSchool()
    await bench.owner.updateTable('guardianship').set({ valid_to: '2026-11-20' }).where('student_id', '=', child.id).execute()
    expect((await read(teacher, at.id)).accounts).toEqual([])
    await expect(renew(teacher, at.id, child.guardianId)).rejects.toMatchObject({ status: 404 })
  })

  it('of a closed account is not renewed', async () => {
    const { at, teacher, child } = await aSchool()
    await givePassword(at.regionId, child.guardianId)
    await bench.owner.updateTable('identity').set({ disabled_at: NOW }).where('login', '=', `used${logins}`).execute()
    expect((await read(teacher, at.id)).accounts).toMatchObject([{ state: 'disabled', can: { issue: false }, hindrance: '账号已停用' }])
    await expect(renew(teacher, at.id, child.guardianId)).rejects.toMatchObject({ code: 'slip-hindered' })
  })
})

describe('an account in use that opens a child of another school', () => {
  const ELSEWHERE = '该家长还有孩子在其他学校，请学籍管理员补发'
  const siblingOf = async ({ regionId, guardianId }: MadeChild) => {
    const school = await makeUnit(bench.owner, { regionId, name: '示例小学乙' })
    return makeChild(bench.owner, { class: await makeClass(bench.owner, { school }), name: '张同学乙', guardianId })
  }
  const isRefused = async ({ at, teacher, child }: Awaited<ReturnType<typeof aSchool>>) => {
    expect((await read(teacher, at.id)).accounts).toMatchObject([{ state: 'active', can: { issue: false }, hindrance: ELSEWHERE }])
    await expect(renew(teacher, at.id, child.guardianId)).rejects.toMatchObject({ code: 'slip-hindered' })
    await expect(renew(teacher, at.id, child.guardianId, true)).rejects.toMatchObject({ code: 'slip-hindered' })
  }

  it('is renewed by the roster keeper only, and the guardians of that child are told', async () => {
    const story = await aSchool()
    const { at, keeper, teacher, child } = story
    const personId = child.guardianId
    const sibling = await siblingOf(child)
    const first = await renew(teacher, at.id, personId)
    await open(first.slips[0]!.code)
    await isRefused(story)
    expect((await read(keeper, at.id)).accounts).toMatchObject([{ can: { issue: true }, hindrance: null }])
    expect((await renew(keeper, at.id, personId)).slips).toMatchObject([{ bearer: '张同学的母亲' }])
    for (const { id } of [child, sibling]) {
      const looks = await actAs(bench.app, { regionId: at.regionId, personId }, (act) => listLooks(act, id))
      expect(looks).toContainEqual(expect.objectContaining({ by: '示例小学甲 · 学籍管理员', what: '为在用的账号补发账号单' }))
    }
  })

  it('also when that school is in another jurisdiction, until the guardianship ends', async () => {
    const story = await aSchool()
    const elsewhere = await makeChild(bench.owner)
    await givePassword(story.at.regionId, story.child.guardianId)
    await bench.app.inScope(regionScope(elsewhere.regionId), (tx) => joinAccount(tx, `used${logins}`, elsewhere.guardianId))
    await isRefused(story)
    await bench.owner.updateTable('guardianship').set({ valid_to: '2026-11-20' }).where('student_id', '=', elsewhere.id).execute()
    expect((await renew(story.teacher, story.at.id, story.child.guardianId)).slips).toHaveLength(1)
  })

  it('is not one that opens two children of the same school', async () => {
    const { at, school, teacher, child } = await aSchool()
    await makeChild(bench.owner, { class: await makeClass(bench.owner, { school, number: 3 }), guardianId: child.guardianId })
    await givePassword(at.regionId, child.guardianId)
    expect((await renew(teacher, at.id, child.guardianId)).slips).toHaveLength(1)
  })

  it('stays one when it was closed', async () => {
    const story = await aSchool()
    await siblingOf(story.child)
    await givePassword(story.at.regionId, story.child.guardianId)
    expect((await renew(story.keeper, story.at.id, story.child.guardianId, true)).slips).toHaveLength(1)
    await isRefused(story)
  })
})

describe('a guardian who also holds a post', () => {
  it('gets no slip from a class: it would open the post', async () => {
    const { at, school, teacher, keeper, child } = await aSchool()
    const principal = await makeHolder(bench.owner, { kind: 'principal', at: school })
    await alsoGuards(principal.personId, child)
    const mine = (await read(teacher, at.id)).accounts.find((one) => one.personId === principal.personId)
    expect(mine).toMatchObject({ state: 'none', can: { issue: false }, hindrance: expect.stringContaining('教职工') })
    await expect(renew(teacher, at.id, principal.personId)).rejects.toMatchObject({ code: 'slip-hindered' })
    await expect(print(keeper, at.id, principal.personId)).rejects.toMatchObject({ code: 'slip-hindered' })
  })

  it('nor when the post is in another jurisdiction that the account reaches', async () => {
    const { at, teacher, child } = await aSchool()
    const elsewhere = await makeHolder(bench.owner, { kind: 'head_teacher', at: await makeClass(bench.owner) })
    await givePassword(at.regionId, child.guardianId)
    await bench.app.inScope(regionScope(elsewhere.regionId), (tx) => joinAccount(tx, `used${logins}`, elsewhere.personId))
    await expect(renew(teacher, at.id, child.guardianId)).rejects.toMatchObject({ code: 'slip-hindered' })
  })
})

describe('slips of staff', () => {
  const readStaff = (who: Acting, schoolId: Uuid) => actAs(bench.app, who, (act) => readStaffAccounts(act, schoolId))
  const renewStaff = (who: Acting, schoolId: Uuid, personId: Uuid, close = false) =>
    actAs(bench.app, who, (act) => renewStaffSlip(act, { schoolId, personId, close }))

  it('are for everybody who holds a post of the school today, but the keeper', async () => {
    const { school, keeper, teacher } = await aSchool()
    const principal = await makeHolder(bench.owner, { kind: 'principal', at: school, name: '王老师乙' })
    const accounts = await readStaff(keeper, school.id)
    expect(accounts.map(({ posts, can }) => [posts, can.issue])).toEqual([[['校长'], true], [['三(2)班 · 班主任'], true], [['学籍管理员'], false]])
    const sheet = await actAs(bench.app, keeper, (act) => printStaffSlips(act, { schoolId: school.id, personIds: [teacher.personId, principal.personId] }))
    expect(sheet).toMatchObject({ group: '教职工', slips: [{ bearer: '王老师乙', place: '校长' }, { bearer: '王老师甲', place: '三(2)班 · 班主任' }] })
    const audited = await bench.owner.selectFrom('audit').select(['object_id', 'purpose']).where('region_id', '=', school.regionId).where('action', '=', 'slip.issue').execute()
    expect(audited.map((entry) => entry.purpose)).toEqual(['发放账号单', '发放账号单'])
  })

  it('of leaders in use are renewed by a leader, not by the keeper, and nobody renews the own one', async () => {
    const { school, keeper } = await aSchool()
    const [principal, vice] = [await makeHolder(bench.owner, { kind: 'principal', at: school }), await makeHolder(bench.owner, { kind: 'vice_principal', at: school })]
    await givePassword(school.regionId, vice.personId)
    await givePassword(school.regionId, keeper.personId)
    await expect(renewStaff(keeper, school.id, vice.personId)).rejects.toMatchObject({ code: 'slip-hindered' })
    await expect(renewStaff(keeper, school.id, keeper.personId)).rejects.toMatchObject({ code: 'slip-hindered' })
    await expect(renewStaff(principal, school.id, principal.personId)).rejects.toMatchObject({ code: 'slip-hindered' })
    expect((await renewStaff(principal, school.id, vice.personId)).slips).toHaveLength(1)
    expect((await renewStaff(principal, school.id, keeper.personId, true)).slips).toHaveLength(1)
    await renewStaff(principal, school.id, vice.personId, true)
    await expect(renewStaff(keeper, school.id, vice.personId), 'closed, it is still a leader in use').rejects.toMatchObject({ code: 'slip-hindered' })
  })

  it('stay within the school: no other one, and nobody whose account reaches further', async () => {
    const { school, keeper, teacher } = await aSchool()
    const other = await makeUnit(bench.owner, { regionId: school.regionId, name: '示例小学乙' })
    await expect(readStaff(keeper, other.id)).rejects.toMatchObject({ status: 404 })
    await makeHolder(bench.owner, { kind: 'security_admin', at: school, personId: teacher.personId })
    await expect(renewStaff(keeper, school.id, teacher.personId)).rejects.toMatchObject({ code: 'slip-hindered' })
    const second = await makeHolder(bench.owner, { kind: 'subject_teacher', at: await makeClass(bench.owner, { school, number: 9 }) })
    await bench.app.inScope(regionScope(school.regionId), (tx) => issueCode(tx, { personId: second.personId, now: NOW, expires: NOW, vault: TEST_VAULT }))
    expect((await renewStaff(keeper, school.id, second.personId)).slips).toHaveLength(1)
    await makeHolder(bench.owner, { kind: 'bureau_officer', at: await makeUnit(bench.owner, { regionId: school.regionId, kind: 'bureau' }), personId: second.personId })
    await expect(renewStaff(keeper, school.id, second.personId)).rejects.toMatchObject({ code: 'slip-hindered' })
  })
})
