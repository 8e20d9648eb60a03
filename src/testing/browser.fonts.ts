import { createHash } from 'node:crypto'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cacheFolder } from './browser.cache.ts'

/** A fontconfig file with a Chinese font: bare machines have none, and without any folder the renderer crashes. */
export function fontsConfig(): string {
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const folders = [join(fonts, '400Regular'), join(fonts, '700Bold'), '/usr/share/fonts']
  const cache = cacheFolder()
  const content = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${join(cache, 'fontconfig')}</cachedir>
${['sans-serif', 'serif', 'system-ui', 'monospace'].map(chinese).join('\n')}
</fontconfig>`
  const file = join(cache, `fonts-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.conf`)
  if (!existsSync(file)) {
    writeFileSync(`${file}.${process.pid}`, content)
    renameSync(`${file}.${process.pid}`, file)
  }
  return file
}

const chinese = (family: string) =>
  `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`
