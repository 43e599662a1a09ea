/** People whose second factor is on. */
import { expect } from 'vitest'
import { signUpMember, TEST_PASSWORD, type TestMember, toCookieHeader } from './console.ts'
import type { TestServer } from './server.ts'
import { computeTotp } from './totp.ts'

/** So long a code that was shown is refused; only the server's clock is put forward, so that the same one is right again. */
const CODE_SPENT_MS = 5 * 60_000

export interface FactorMember {
  readonly member: TestMember
  readonly uri: string
  readonly backupCodes: readonly string[]
  /** Of the sign-in that switched the second factor on. */
  readonly cookie: string
}

/** A member whose second factor is on, and who may use the code that turned it on again. */
export async function aFactorMember(server: TestServer): Promise<FactorMember> {
  const member = await signUpMember(server)
  const enabled = await member.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD })
  const { uri, backupCodes } = enabled.json
  const verified = await member.post('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })
  expect(verified.status).toBe(204)
  server.clock.advance(CODE_SPENT_MS)
  return { member, uri, backupCodes, cookie: toCookieHeader(verified) }
}
