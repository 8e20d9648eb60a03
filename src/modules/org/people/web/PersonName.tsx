import { rareGlyphs } from '../glyph.rules.ts'
import './person-name.css'

export interface PersonNameProps {
  readonly name: string
  /** Stands inside a link or a button, where nothing else can take the focus. */
  readonly inLink?: boolean
}

/** A name exactly as it was written, with a mark where the screen in front of the reader may show an empty box instead of a character. */
export function PersonName({ name, inLink }: PersonNameProps) {
  const points = rareGlyphs(name)
  if (points.length === 0) return name
  const said = `有的设备显示不出这个字：${points.join('、')}`
  return (
    <>
      {name}
      <span className="or-rare" data-said={said} role="note" aria-label={said} {...(inLink ? {} : { tabIndex: 0 })}>生僻字</span>
    </>
  )
}
