/** `client.auth`: whether the key works, and whose it is. */
import type { Answer } from '../route-types.ts'
import type { RequestOptions } from '../send.ts'
import type { Transport } from '../transport.ts'

export type VerifiedKey = Answer<'/v1/auth/verify', 'get'>

export interface Auth {
  /** Names the key's organization; throws `AuthenticationError` for a key that is not in force. */
  verify(options?: RequestOptions): Promise<VerifiedKey>
}

export function createAuth(transport: Transport): Auth {
  return { verify: (options) => transport.call({ method: 'GET', path: '/v1/auth/verify' }, options) }
}
