import { parseArgs } from 'node:util'
import { Refusal } from '#kernel/errors'
import { readConfig } from '#platform/config/config'
import type { Command } from './command.ts'
import { COMMANDS } from './commands.ts'
import { explainFailure, table, voiceOf } from './say.ts'

const badUse = (say: string) => new Refusal({ code: 'bad-use', status: 400, say })

function usage(): string[] {
  return ['用法：tongxin <命令> [选项]', '', ...table(COMMANDS.map((c) => [`  ${c.name}`, c.does])), '',
    '每个命令都可加 --json。设置：HOST（默认 127.0.0.1）、PORT（默认 7266）、DATABASE_URL（留空用内置数据库）、TONGXIN_DATA（默认 ./data）、',
    'TONGXIN_KEY（字段密钥，留空用数据目录里的 field.key）、LOG_LEVEL、METRICS_TOKEN。说明见 deploy/README.zh-CN.md。']
}

/** The longest command name that the words begin with: `packs check` before `packs`. */
const findCommand = (words: readonly string[]): Command | undefined =>
  COMMANDS.filter((c) => c.name.split(' ').every((w, i) => w === words[i])).sort((a, b) => b.name.length - a.name.length)[0]

async function run(argv: string[]): Promise<number> {
  const voice = voiceOf(argv.includes('--json'))
  const words = argv.filter((a) => a !== '--json')
  if (words.length === 0 || words[0] === 'help' || words[0] === '--help') {
    voice.answer(COMMANDS.map(({ name, does }) => ({ name, does })), usage())
    return 0
  }
  try {
    const command = findCommand(words)
    if (command === undefined) throw badUse(`没有「${words.join(' ')}」这个命令。输入 tongxin help 查看全部命令。`)
    const given = words.slice(command.name.split(' ').length)
    const { values, positionals } = parse(command, given)
    return await command.run({ config: readConfig(process.env), voice, options: values, words: positionals }) ? 0 : 1
  } catch (error) {
    explainFailure(error, voice)
    return error instanceof Refusal && error.code === 'bad-use' ? 2 : 1
  }
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: true, strict: true })
  } catch (error) {
    throw badUse(`选项有误：${error instanceof Error ? error.message : String(error)}。输入 tongxin help 查看用法。`)
  }
}

process.exitCode = await run(process.argv.slice(2))
