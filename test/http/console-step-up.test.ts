/** Proves the step-up: that it is renewed by each proof, that a code proves once, and that guessing is slowed down. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember, toCookieHeader } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { computeTotp } from '../harness/totp.ts'
import { aFactorMember } from '../harness/two-factor.ts'

const STEP_UP_LIFE_MS = 10 * 60_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
// All requests come from one address: what the last test did wrong is forgotten before the next.
beforeEach(() => server.clock.advance(5 * 60_000))

describe('POST /console/step-up', () => {
  async function steppedUpAt(member: TestMember): Promise<number | undefined> {
    const row = await server.ctx.db
      .selectFrom('authSessions')
      .select('steppedUpAt')
      .where('userId', '=', member.userId)
      .executeTakeFirstOrThrow()
    return row.steppedUpAt?.getTime()
  }

  const prove = (cookie: string, code: string) =>
    server.request('POST', '/console/step-up', { body: { code }, headers: { cookie, origin: TEST_ORIGIN } })

  it('renews the proof by the password', async () => {
    const member = await signUpMember(server)
    server.clock.advance(STEP_UP_LIFE_MS + 1)
    expect(await steppedUpAt(member)).toBeLessThan(server.clock.nowMs() - STEP_UP_LIFE_MS)
    expect((await member.post('/console/step-up', { password: TEST_PASSWORD })).status).toBe(204)
    expect(await steppedUpAt(member)).toBe(server.clock.nowMs())
  })

  it('renews the proof by a code, once', async () => {
    const { member, uri, cookie } = await aFactorMember(server)
    server.clock.advance(STEP_UP_LIFE_MS + 1)
    const code = computeTotp(uri)
    const renewed = await prove(cookie, code)
    expect(renewed.status).toBe(204)
    expect(await steppedUpAt(member)).toBe(server.clock.nowMs())
    expect((await prove(toCookieHeader(renewed), code)).status).toBe(403)
  })

  it('refuses a wrong password, a code without a second factor, both and neither', async () => {
    const member = await signUpMember(server)
    const before = await steppedUpAt(member)
    server.clock.advance(1000)
    const ask = async (body: unknown) => (await member.post('/console/step-up', body)).status
    expect(await ask({ password: 'not the password' })).toBe(403)
    expect(await ask({ code: '123456' })).toBe(409)
    expect(await ask({ code: '123456', password: TEST_PASSWORD })).toBe(400)
    expect(await ask({})).toBe(400)
    expect(await steppedUpAt(member)).toBe(before)
  })

  it('is closed after ten wrong passwords, given to it or with another act', async () => {
    const member = await signUpMember(server)
    for (let i = 0; i < 5; i += 1) await member.post('/console/step-up', { password: `wrong password ${i}` })
    for (let i = 0; i < 5; i += 1) {
      await member.post('/api/auth/change-password', {
        ...{ currentPassword: `wrong password ${i}`, newPassword: TEST_PASSWORD },
      })
    }
    expect((await member.post('/console/step-up', { password: TEST_PASSWORD })).status).toBe(429)
  })
})
