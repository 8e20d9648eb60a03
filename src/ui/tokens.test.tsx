import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readingTokens, tokens } from './tokens.tsx'

const css = readFileSync(new URL('ui.css', import.meta.url), 'utf8')
const value = (name: string) => new RegExp(`--${name}: (#[0-9A-F]{6});`).exec(css)?.[1]

/** WCAG 2.2 relative luminance and contrast. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

test.each(Object.entries({ ...tokens, ...readingTokens }))('the stylesheet says the same of --%s', (name, hex) => {
  expect(value(name)).toBe(hex)
})

const readable = { ...readingTokens, ink: tokens.ink, secondary: tokens.secondary, accent: tokens.accent, link: tokens.link, met: tokens.met, overdue: tokens.overdue }

test.each(Object.entries(readable))('%s can be read on paper and on ground', (_, hex) => {
  expect(contrast(hex, tokens.paper)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(hex, tokens.ground)).toBeGreaterThanOrEqual(4.5)
})

test.each(['on-track', 'due-soon', 'excepted', 'met', 'overdue'] as const)('the sign of %s stands out from paper', (name) => {
  expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(3)
})
