/** Remembers how each list was last looked at, so that the way back from one thing leads to the same rows. */

/** What a list's address holds beside its filters and page. */
const DIALOG_KEYS = new Set(['create', 'again'])

const searches = new Map<string, Readonly<Record<string, unknown>>>([
  ['/sessions', {}],
  ['/review', {}],
  ['/logs', {}],
])

/** Keeps the filters and the page of one of the lists; other pages are passed over. */
export function rememberSearch({ pathname, search }: { readonly pathname: string; readonly search: object }): void {
  if (!searches.has(pathname)) return
  searches.set(pathname, Object.fromEntries(Object.entries(search).filter(([key]) => !DIALOG_KEYS.has(key))))
}

/** The list's filters and page when this tab last showed it; nothing when it did not yet. */
export function lastSearch(pathname: string): Readonly<Record<string, unknown>> {
  return searches.get(pathname) ?? {}
}

/** For the end of a sign-in: filters may hold names. */
export function forgetSearches(): void {
  for (const pathname of searches.keys()) searches.set(pathname, {})
}
