import { existsSync } from 'node:fs'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { Refusal } from '#kernel/errors'
import { clockFrom, systemClock, type Clock } from '#platform/clock/clock'
import { isLoopback, type Config } from '#platform/config/config'
import { PROGRAM_ROOT, PROGRAM_VERSION } from '#platform/config/root'
import { logLine, loggerOf } from '#platform/log/log'
import { listRegions } from './regions.ts'
import type { Call, Command } from './command.ts'
import { DEMO_ACCOUNTS } from './demo/accounts.ts'
import { fillDemo, holdsDemo } from './demo/fill.ts'
import { openInstallation, type Installation } from './installation.ts'
import { loadShippedPacks } from './packs.ts'
import { startProgram, type Program } from './program.ts'

const WEB = path.join(PROGRAM_ROOT, 'dist', 'web')

const demoStaysHome = (host: string) => new Refusal({
  code: 'demo-on-network', status: 400,
  say: `这里装的是演示数据，账号和口令是公开的，不能在 ${host} 上对外服务。请去掉 HOST；确实要在网络上演示，请加 --demo-on-network。`,
})
const portTaken = (port: number) => new Refusal({
  code: 'port-taken', status: 400, say: `端口 ${port} 已被占用。请关闭占用它的程序，或者用 PORT=其他端口 再启动。`,
})
const badMoment = (value: string) => new Refusal({ code: 'bad-moment', status: 400, say: `--at 应为带时区的时刻，如 2026-11-21T10:00:00+08:00，现在是「${value}」。` })

/** Starts the server, with demo data in an empty installation when `--demo` is given. Runs until SIGTERM or SIGINT. */
export const startCommand: Command = {
  name: 'start', does: '启动服务（--demo：空的安装先填入演示数据）',
  options: { demo: { type: 'boolean' }, 'demo-on-network': { type: 'boolean' }, at: { type: 'string' } },
  run: async (given) => {
    const call = { ...given, voice: inTheLog(given.voice) }
    const stopped = new Promise<string>((resolve) => { for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => { resolve(signal) }) })
    const clock = clockOf(call.options['at'])
    const installation = await openInstallation({ config: call.config, say: call.voice.say, log: () => undefined, besideRunning: false })
    try {
      const demo = await prepare(installation, call, clock)
      const program = await listen(installation, { call, clock, demo })
      call.voice.say(`正在停止（${await stopped}）……`)
      await program.stop()
      call.voice.say('已停止，数据都已保存。')
      return true
    } finally {
      await installation.close()
    }
  },
}

/** For a person at a terminal sentences; otherwise lines of the log, which somebody's collector reads. */
const inTheLog = (voice: Call['voice']): Call['voice'] => (process.stderr.isTTY && !voice.json ? voice : {
  ...voice, say: (line) => { process.stderr.write(logLine(line)) },
})

function clockOf(at: unknown): Clock {
  if (typeof at !== 'string') return systemClock
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) throw badMoment(at)
  return clockFrom(moment)
}

async function prepare(installation: Installation, { config, options, voice }: Call, clock: Clock): Promise<boolean> {
  const packs = await loadShippedPacks(installation, { now: clock.now(), say: voice.say })
  if (options['demo'] === true) await fillDemo(installation, { now: clock.now(), packs, say: voice.say })
  const demo = await holdsDemo(installation)
  if (demo && !isLoopback(config.host) && options['demo-on-network'] !== true) throw demoStaysHome(config.host)
  if ((await listRegions(installation.app)).length === 0) voice.say('这里还没有管辖区。请先停止，执行 tongxin init 建立一个，再启动。')
  return demo
}

async function listen(installation: Installation, spec: { call: Call; clock: Clock; demo: boolean }): Promise<Program> {
  const { config, voice } = spec.call
  const program = await startProgram(installation, {
    clock: spec.clock, deployment: { demoAccounts: spec.demo ? DEMO_ACCOUNTS : [] },
    ...(existsSync(WEB) && { web: WEB }), metricsToken: config.metricsToken,
    logger: loggerOf(config.logLevel ?? (process.stderr.isTTY ? 'warn' : 'info')),
  })
  try {
    await program.server.listen({ host: config.host, port: config.port })
  } catch (error) {
    await program.stop()
    throw (error as { code?: string }).code === 'EADDRINUSE' ? portTaken(config.port) : error
  }
  program.server.log.info({ version: PROGRAM_VERSION, node: process.version }, 'started')
  tell(voice, config, { program, demo: spec.demo })
  return program
}

function tell(voice: Call['voice'], config: Config, { program, demo }: { program: Program; demo: boolean }): void {
  const { port } = program.server.server.address() as AddressInfo
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  voice.answer({ url, demo, accounts: demo ? DEMO_ACCOUNTS : [] }, [
    '', `同心已启动：${url}`,
    ...(demo ? ['', '这是演示数据，单位和人员均为虚构。可以用这些账号登录：', ...DEMO_ACCOUNTS.map((a) => `  ${a.login.padEnd(16)} ${a.password}   ${a.who}`)] : []),
    '', '按 Ctrl-C 停止。',
  ])
}
