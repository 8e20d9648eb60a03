/**
 * Characters for which many devices have no picture: Han beyond the first plane (GB 18030 implementation level 1 ends there), and
 * those that a machine has made for itself.
 */
const RARE = /[\u{20000}-\u{3ffff}\u{e000}-\u{f8ff}\u{f0000}-\u{10ffff}]/gu

/** The code points of such characters in a name, each once: `['U+20BB7']`. */
export const rareGlyphs = (name: string): string[] =>
  [...new Set(name.match(RARE))].map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase()}`)
