/** Han beyond the first plane (GB 18030 implementation level 1 ends there): many devices have no picture of them. */
const BEYOND_BASIC = /[\u{20000}-\u{3ffff}]/gu
/** Characters that a machine has made for itself: no other device knows them. */
const PRIVATE = /[\u{e000}-\u{f8ff}\u{f0000}-\u{10ffff}]/gu

const points = (characters: readonly string[] | null): string[] =>
  [...new Set(characters)].map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase()}`)

/** The code points of such characters in a name, each once: `['U+20BB7']`. */
export const beyondBasicGlyphs = (name: string): string[] => points(name.match(BEYOND_BASIC))
export const privateGlyphs = (name: string): string[] => points(name.match(PRIVATE))

/** Both: what a screen may show as an empty box. */
export const rareGlyphs = (name: string): string[] => [...beyondBasicGlyphs(name), ...privateGlyphs(name)]
