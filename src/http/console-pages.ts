/** Which addresses are the console's, and which of them are pages: the console shows the rest as not found. */

/** Addresses of the API, the hosted page and their files: what is unknown there is never a page of the console. */
const NO_PAGES = /^\/(v1|v|verify|console|api|hosted|files|assets|docs|health)(\/|$)/

/** Every page, as in `web/console/router.tsx`; `$name` is any one part of an address. */
export const CONSOLE_PAGES = [
  '/',
  '/sign-in',
  '/sign-up',
  '/two-factor',
  '/forgot-password',
  '/reset-password',
  '/accept-invitation/$secret',
  '/onboarding',
  '/sessions',
  '/sessions/$id',
  '/review',
  '/workflows',
  '/workflows/new',
  '/workflows/$id',
  '/usage',
  '/logs',
  '/logs/$id',
  '/webhooks',
  '/webhooks/$id',
  '/billing',
  '/settings/api-keys',
  '/settings/team',
  '/settings/organization',
  '/settings/security',
  '/audit-log',
  '/installation',
  '/account',
] as const

const PAGES = new RegExp(`^(/test)?(${CONSOLE_PAGES.map((page) => page.replace(/\$\w+/, '[^/]+')).join('|')})$`)

/** The status with which a browser gets the console at this address; undefined when the address is not the console's. */
export function findConsoleStatus(url: string): 200 | 404 | undefined {
  const [path = '/'] = url.split('?')
  if (NO_PAGES.test(path)) return
  const page = path.replace(/(?<=.)\/$/, '')
  return page === '/test' || PAGES.test(page) ? 200 : 404
}
