/** The two addresses of the page: a link's secret, and the session once the secret is swapped for a cookie. */

export type Address =
  | { readonly kind: 'link'; readonly secret: string }
  | { readonly kind: 'session'; readonly id: string }

/** Reads `/v/{secret}` or `/verify/{id}`; undefined for anything else. */
export function parseAddress(pathname: string): Address | undefined {
  const [, folder, value, ...rest] = pathname.replace(/\/$/, '').split('/')
  if (!value || rest.length > 0) return undefined
  if (folder === 'v') return { kind: 'link', secret: value }
  return folder === 'verify' ? { kind: 'session', id: value } : undefined
}

/** The address that a reload opens; it holds no secret, and of `search` the language alone. */
export function sessionAddress(id: string, search = ''): string {
  const language = new URLSearchParams(search).get('lang')
  return `/verify/${encodeURIComponent(id)}${language ? `?lang=${encodeURIComponent(language)}` : ''}`
}
