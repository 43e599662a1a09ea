/** Proves which addresses the page knows. */
import { expect, it } from 'vitest'
import { parseAddress, sessionAddress } from './address.ts'

it('a link holds a secret, and the address after it holds only the session', () => {
  expect(parseAddress('/v/s3cret-_')).toEqual({ kind: 'link', secret: 's3cret-_' })
  expect(parseAddress(sessionAddress('0198c0de'))).toEqual({ kind: 'session', id: '0198c0de' })
  expect(parseAddress('/verify/0198c0de/')).toEqual({ kind: 'session', id: '0198c0de' })
})

it.each(['/', '/v', '/v/', '/verify/', '/verify/a/b', '/other/a'])('%s leads nowhere', (pathname) => {
  expect(parseAddress(pathname)).toBeUndefined()
})
