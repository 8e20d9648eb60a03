import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import { fontsConfig } from './browser.fonts.ts'
import { unpackChromium } from './browser.unpack.ts'

interface Candidate {
  readonly executablePath: string
  readonly libraries?: string
}

const INSTALLED: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'].map((name) => `/usr/bin/${name}`),
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
}

/** Containers have a small /dev/shm and no GPU; nothing here loosens what a page may do. */
const ARGS = ['--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none', '--lang=zh-CN']

/** A headless Chromium: CHROME_PATH, else an installed Chrome, else the one that came as a package. */
export async function launchBrowser(): Promise<Browser> {
  const failures: string[] = []
  for (const find of [given, installed, shipped]) {
    const candidate = find()
    if (!candidate) continue
    try {
      return await start(candidate)
    } catch (error) {
      failures.push(String(error))
    }
  }
  throw new Error(`No browser runs here; set CHROME_PATH to a Chrome or Chromium.\n${failures.join('\n')}`)
}

function start({ executablePath, libraries }: Candidate): Promise<Browser> {
  const env: Record<string, string | undefined> = { ...process.env, FONTCONFIG_FILE: fontsConfig() }
  if (libraries) env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return chromium.launch({ executablePath, args: ARGS, env: env as Record<string, string>, chromiumSandbox: false })
}

const given = (): Candidate | undefined =>
  process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : undefined

const installed = (): Candidate | undefined =>
  INSTALLED[process.platform]?.filter((path) => existsSync(path)).map((executablePath) => ({ executablePath }))[0]

const shipped = (): Candidate | undefined =>
  process.platform === 'linux' && process.arch === 'x64' ? unpackChromium() : undefined
