/** Whose data the pages show: live at `/…`, sandbox at `/test/…`, so that a copied link opens in the right one. */

export type Environment = 'live' | 'sandbox'

/** Prefix of every page of the sandbox. */
const SANDBOX_PREFIX = '/test'

/** The environment of this page load; switching loads the page anew. */
export const environment: Environment = isSandboxPath(window.location.pathname) ? 'sandbox' : 'live'

/** What the router strips from every address. */
export const basepath = environment === 'sandbox' ? SANDBOX_PREFIX : '/'

/** The same page in the other environment; pages of one thing lead to their list, since the other has another one. */
export function otherEnvironmentPath(): string {
  const path =
    environment === 'sandbox' ? window.location.pathname.slice(SANDBOX_PREFIX.length) : window.location.pathname
  const list = path.replace(/^\/(?<list>sessions|workflows|logs|webhooks)\/.+$/, '/$<list>')
  return environment === 'sandbox' ? list || '/' : `${SANDBOX_PREFIX}${list === '/' ? '' : list}`
}

function isSandboxPath(path: string): boolean {
  return path === SANDBOX_PREFIX || path.startsWith(`${SANDBOX_PREFIX}/`)
}
