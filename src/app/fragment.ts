/** A value behind the `#` of the address: no server, no log and no page that this one leads to ever sees it. */
export const fragmentValue = (name: string): string => new URLSearchParams(window.location.hash.slice(1)).get(name) ?? ''

/** Takes it out of the address, so that it does not stay in the history of a browser that others use too. */
export const dropFragment = (): void => {
  if (window.location.hash !== '') window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
}
