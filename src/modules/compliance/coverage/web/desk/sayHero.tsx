import { percentOf } from '#ui/ProgressBar'
import type { Figure } from '../../coverage.contract.ts'
import { sayFigure } from './say.ts'

/** The first figure of a page. Of things that must be there the total is not the whole (18 make up 90 %), so it has no per cent. */
export function sayHero(figure: Figure, unit: string) {
  const { done, required } = figure
  if (required === 0) return <>–<span>{sayFigure(figure, unit)}</span></>
  if (unit === '项') return <><b>{done}</b><span>/ {required} {unit}</span></>
  return <><b>{percentOf(done, required)}%</b><span>{sayFigure(figure, unit)}</span></>
}
