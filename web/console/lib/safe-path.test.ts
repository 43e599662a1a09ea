/** Proves that no link to the sign-in leads to another site. */
import { expect, it } from 'vitest'
import { toSafePath } from './safe-path.ts'

const ORIGIN = 'https://verify.example.com'

it.each([
  ['/sessions?status=PENDING#top', '/sessions?status=PENDING#top'],
  ['/accept-invitation/abc', '/accept-invitation/abc'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['/\t/evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
  [undefined, '/'],
])('%j leads to %s', (next, path) => {
  expect(toSafePath(next, ORIGIN)).toBe(path)
})
