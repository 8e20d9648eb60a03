import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchBrowser } from '#testing/browser'

export const PASSWORD = 'tongxin-demo'

/** What a person sits in front of, or holds. */
export const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  /** What the console of the page complained of; a journey that provokes a refusal empties it. */
  readonly mistakes: string[]
  /** Reads an address of the API as this person, in the first capacity unless another is named. */
  ask<Answer>(path: string, capacity?: string): Promise<Answer>
  /** The status alone. */
  knock(path: string, capacity?: string): Promise<number>
}

export interface People {
  /** Somebody who has opened the page and is not signed in. */
  visitor(face: BrowserContextOptions, url?: string): Promise<Person>
  /** Somebody who has signed in as people do, by the page. */
  enter(login: string, face: BrowserContextOptions, url?: string): Promise<Person>
}

/** A browser for the tests of one file; everybody leaves after each test, and no page may have complained. */
export function gather(): People {
  let browser: Browser
  let present: Person[] = []
  beforeAll(async () => { browser = await launchBrowser() })
  afterAll(() => browser.close())
  afterEach(async () => {
    const mistakes = present.flatMap((person) => person.mistakes)
    await Promise.all(present.map((person) => person.context.close()))
    present = []
    expect(mistakes, 'the console of a page').toEqual([])
  })

  const visitor = async (face: BrowserContextOptions, url = inject('programUrl')): Promise<Person> => {
    const context = await browser.newContext({ baseURL: url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...face })
    context.setDefaultTimeout(15_000)
    const mistakes: string[] = []
    context.on('console', (message) => {
      if (message.type() === 'error') mistakes.push(`${message.text()} ${message.location().url}`)
    })
    context.on('weberror', (error) => mistakes.push(String(error.error())))
    const person = { page: await context.newPage(), context, mistakes, ...asking(context) }
    present.push(person)
    return person
  }

  const enter = async (login: string, face: BrowserContextOptions, url?: string): Promise<Person> => {
    const person = await visitor(face, url)
    await person.page.goto('/')
    await signIn(person.page, login, PASSWORD)
    return person
  }
  return { visitor, enter }
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: '账号' }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in' && url.pathname !== '/')
}

function asking(context: BrowserContext): Pick<Person, 'ask' | 'knock'> {
  const fetched = async (path: string, capacity?: string) => {
    const acting = capacity ?? await firstCapacity(context)
    return context.request.get(path, { headers: { 'x-capacity': acting } })
  }
  return {
    ask: async (path, capacity) => {
      const response = await fetched(path, capacity)
      expect(response.status(), path).toBe(200)
      return await response.json()
    },
    knock: async (path, capacity) => (await fetched(path, capacity)).status(),
  }
}

async function firstCapacity(context: BrowserContext): Promise<string> {
  const session = await (await context.request.get('/api/session')).json() as { capacities: { id: string }[] }
  return session.capacities[0]!.id
}

/** The capacity that the address of the page names. */
export const capacityOf = (page: Page): string => decodeURIComponent(new URL(page.url()).pathname.split('/')[2]!)
