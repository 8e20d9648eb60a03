/** A mistake at a place inside the pack's data. */
export interface Fault {
  readonly path: readonly (string | number)[]
  readonly zh: string
  readonly en: string
}

export type Path = Fault['path']
export type Report = (path: Path, zh: string, en: string) => void
