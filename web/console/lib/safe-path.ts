/** Keeps a way back on this site. */

/** The path of a `next` that lies on `origin`; the home page for any other, so that no link leads people astray. */
export function toSafePath(next: string | undefined, origin: string): string {
  if (!next?.startsWith('/') || !URL.canParse(next, origin)) return '/'
  const url = new URL(next, origin)
  return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : '/'
}
