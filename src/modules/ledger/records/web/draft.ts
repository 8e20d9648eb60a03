/** What was typed and not yet saved, kept for this window only. Holds ids and the person's own words, never a name. */
export interface DraftPlace<Values> {
  load(): Values | undefined
  keep(values: Values): void
  forget(): void
}

/** A private window may refuse storage; the form then remembers while it stays open. */
export function draftPlace<Values>(name: string): DraftPlace<Values> {
  const key = `tongxin.draft.${name}`
  return {
    load() {
      try {
        const text = sessionStorage.getItem(key)
        return text === null ? undefined : JSON.parse(text) as Values
      } catch { return undefined }
    },
    keep(values) {
      try { sessionStorage.setItem(key, JSON.stringify(values)) } catch { /* nothing to keep it in */ }
    },
    forget() {
      try { sessionStorage.removeItem(key) } catch { /* nothing was kept */ }
    },
  }
}
