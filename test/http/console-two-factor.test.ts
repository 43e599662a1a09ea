/** Proves the second factor: its whole life, and that codes cannot be guessed or shown twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetTwoFactor } from '../../src/services/members/reset-two-factor.ts'
import { toBackupDigest } from '../../src/services/sign-ins/backup-codes.ts'
import { openFactor, rewrapFactors, sealFactor } from '../../src/services/sign-ins/rewrap-factors.ts'
import { runCommandHere } from '../harness/command.ts'
import { signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember, toCookieHeader } from '../harness/console.ts'
import { startTestServer, TEST_SECRET, type TestAnswer, type TestServer } from '../harness/server.ts'
import { computeTotp } from '../harness/totp.ts'
import { aFactorMember, type FactorMember } from '../harness/two-factor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
// All requests come from one address: what the last test did wrong is forgotten before the next.
beforeEach(() => server.clock.advance(5 * 60_000))

function send(path: string, cookie: string, body: unknown): Promise<TestAnswer> {
  return server.request('POST', path, { body, headers: { cookie, origin: TEST_ORIGIN } })
}

function signIn(member: TestMember, cookie = ''): Promise<TestAnswer> {
  return send('/api/auth/sign-in/email', cookie, { email: member.email, password: TEST_PASSWORD })
}

async function statusOfMe(cookie: string): Promise<number> {
  return (await server.request('GET', '/console/me', { headers: { cookie } })).status
}

describe('the second factor', () => {
  it('is asked for after the password, and only both together sign in', async () => {
    const { member, uri } = await aFactorMember(server)
    const first = await signIn(member)
    expect(first.json).toEqual({ isTwoFactorNeeded: true })
    const waiting = toCookieHeader(first)
    expect(await statusOfMe(waiting)).toBe(401)
    const second = await send('/api/auth/two-factor/verify-totp', waiting, { code: computeTotp(uri) })
    expect(second.status).toBe(204)
    expect(await statusOfMe(toCookieHeader(second))).toBe(200)
  })

  it('ends every sign-in of before when it is turned on, since none of them has shown a code', async () => {
    const member = await signUpMember(server)
    const thief = toCookieHeader(await signIn(member))
    const { uri } = (await member.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD })).json
    const wrong = await member.post('/api/auth/two-factor/verify-totp', { code: '000000' })
    expect([wrong.status, await statusOfMe(thief)]).toEqual([403, 200])
    const turnedOn = await member.post('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })
    expect([await statusOfMe(thief), await statusOfMe(member.cookie)]).toEqual([401, 401])
    expect(await statusOfMe(toCookieHeader(turnedOn))).toBe(200)
  })

  it('is off until a first code has proved that the authenticator works, and needs the password', async () => {
    const member = await signUpMember(server)
    const wrong = await member.post('/api/auth/two-factor/enable', { password: 'not the password' })
    expect([wrong.status, wrong.json.code]).toEqual([403, 'proof_refused'])
    await member.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD })
    expect((await signIn(member)).json).toEqual({ isTwoFactorNeeded: false })
  })

  it('takes no code twice', async () => {
    const { member, uri } = await aFactorMember(server)
    const code = computeTotp(uri)
    const [one, two] = [toCookieHeader(await signIn(member)), toCookieHeader(await signIn(member))]
    expect((await send('/api/auth/two-factor/verify-totp', one, { code })).status).toBe(204)
    const again = await send('/api/auth/two-factor/verify-totp', two, { code })
    expect([again.status, again.json.code]).toEqual([403, 'proof_refused'])
  })

  it('takes the code that is shown now, not those before and after it', async () => {
    const { member, uri, cookie } = await aFactorMember(server)
    const waiting = toCookieHeader(await signIn(member))
    const now = computeTotp(uri)
    for (const code of [computeTotp(uri, -1), computeTotp(uri, 1)]) {
      const entered = await send('/api/auth/two-factor/verify-totp', waiting, { code })
      expect([entered.status, entered.json.code]).toEqual([403, 'proof_refused'])
      expect((await send('/console/step-up', cookie, { code })).status).toBe(403)
    }
    expect((await send('/api/auth/two-factor/verify-totp', waiting, { code: now })).status).toBe(204)
  })

  it('reads a half-done sign-in from one place, however odd the header, so that no guess counts under another', async () => {
    const [victim, other] = [await aFactorMember(server), await aFactorMember(server)]
    const waiting = async ({ member }: FactorMember) =>
      /[^;\s]*two_factor=[^;]+/.exec(toCookieHeader(await signIn(member)))?.[0] ?? ''
    const [theirs, own] = [await waiting(victim), await waiting(other)]
    const code = computeTotp(victim.uri)
    for (const cookie of [`\u00a0${theirs}; ${own}`, `${own}; \u00a0${theirs}`]) {
      const answer = await send('/api/auth/two-factor/verify-totp', cookie, { code })
      expect(answer.status).toBe(403)
    }
    expect((await send('/api/auth/two-factor/verify-totp', theirs, { code })).status).toBe(204)
  })

  it('takes each backup code once, and counts what is left', async () => {
    const { member, backupCodes, cookie } = await aFactorMember(server)
    const [code = ''] = backupCodes
    const use = async () =>
      send('/api/auth/two-factor/verify-backup-code', toCookieHeader(await signIn(member)), { code })
    const used = await use()
    expect([used.status, await statusOfMe(toCookieHeader(used))]).toEqual([204, 200])
    const account = await server.request('GET', '/console/account', { headers: { cookie } })
    expect(account.json).toMatchObject({ isTwoFactorOn: true, backupCodesLeft: 9 })
    server.clock.advance(6 * 60_000)
    expect((await use()).status).toBe(403)
  })

  it('stops guessing after ten wrong codes, over as many sign-ins as it takes, the right code included', async () => {
    const { member, uri } = await aFactorMember(server)
    const statuses: number[] = []
    const spare = toCookieHeader(await signIn(member))
    let waiting = ''
    for (let i = 0; i < 10; i += 1) {
      if (i % 3 === 0) waiting = toCookieHeader(await signIn(member))
      const answer = await send('/api/auth/two-factor/verify-totp', waiting, { code: `00000${i}` })
      statuses.push(answer.status)
    }
    expect(new Set(statuses)).toEqual(new Set([403]))
    const refused = await send('/api/auth/two-factor/verify-totp', spare, { code: computeTotp(uri) })
    expect([refused.status, refused.json.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('asks for the password again after five wrong codes of one sign-in', async () => {
    const { member, uri } = await aFactorMember(server)
    const waiting = toCookieHeader(await signIn(member))
    for (let i = 0; i < 5; i += 1) await send('/api/auth/two-factor/verify-totp', waiting, { code: `11111${i}` })
    const answer = await send('/api/auth/two-factor/verify-totp', waiting, { code: computeTotp(uri) })
    expect([answer.status, answer.json.code]).toEqual([401, 'sign_in_refused'])
  })

  it('is not asked for on a trusted device, until the password is changed', async () => {
    const { member, uri, cookie } = await aFactorMember(server)
    const waiting = toCookieHeader(await signIn(member))
    const body = { code: computeTotp(uri), trustDevice: true }
    const trusted = toCookieHeader(await send('/api/auth/two-factor/verify-totp', waiting, body))
    const again = await signIn(member, trusted)
    expect(again.json).toEqual({ isTwoFactorNeeded: false })
    const other = { currentPassword: TEST_PASSWORD, newPassword: `${TEST_PASSWORD} changed` }
    expect((await send('/api/auth/change-password', cookie, other)).status).toBe(204)
    const changed = await send('/api/auth/sign-in/email', `${trusted}; ${toCookieHeader(again)}`, {
      ...{ email: member.email, password: other.newPassword },
    })
    expect(changed.json).toEqual({ isTwoFactorNeeded: true })
  })

  it('ends with the password, after which the password signs in alone', async () => {
    const { member, cookie } = await aFactorMember(server)
    const wrong = await send('/api/auth/two-factor/disable', cookie, { password: 'not the password' })
    expect(wrong.status).toBe(403)
    expect((await send('/api/auth/two-factor/disable', cookie, { password: TEST_PASSWORD })).status).toBe(204)
    expect((await signIn(member)).json).toEqual({ isTwoFactorNeeded: false })
  })

  it('replaces its backup codes with the password', async () => {
    const { member, backupCodes, cookie } = await aFactorMember(server)
    const answer = await send('/api/auth/two-factor/generate-backup-codes', cookie, { password: TEST_PASSWORD })
    expect(answer.json.backupCodes).toHaveLength(10)
    const waiting = toCookieHeader(await signIn(member))
    const old = await send('/api/auth/two-factor/verify-backup-code', waiting, { code: backupCodes[0] })
    expect([old.status, old.json.code]).toEqual([403, 'proof_refused'])
  })

  it('keeps its secret and its codes out of the log and, plain, out of the database', async () => {
    const { uri, backupCodes } = await aFactorMember(server)
    const secret = new URL(uri).searchParams.get('secret') ?? ''
    const rows = JSON.stringify(await server.ctx.db.selectFrom('authTwoFactors').selectAll().execute())
    for (const text of [secret, ...backupCodes]) {
      expect(server.logLines.join('')).not.toContain(text)
      expect(rows).not.toContain(text)
    }
  })

  it('has backup codes that the server cannot show again: what it opens are digests of 119 bits', async () => {
    const { member, backupCodes } = await aFactorMember(server)
    expect(new Set(backupCodes.map((code) => /^\w{5}(-\w{5}){3}$/.test(code)))).toEqual(new Set([true]))
    const row = await server.ctx.db
      .selectFrom('authTwoFactors')
      .select(['backupCodes', 'codesHidden'])
      .where('userId', '=', member.userId)
      .executeTakeFirstOrThrow()
    const opened = (await openFactor(server.ctx.keyring, row.backupCodes)) ?? ''
    expect(JSON.parse(opened)).toEqual(backupCodes.map(toBackupDigest))
    for (const code of backupCodes) expect(opened).not.toContain(code)
  })

  it('has codes of an earlier version hidden by the next start, and they still work', async () => {
    const { member } = await aFactorMember(server)
    const { ctx } = server
    const older = await sealFactor(ctx.keyring, JSON.stringify(['AbCdE-12345', 'FgHiJ-67890']))
    const row = ctx.db.updateTable('authTwoFactors').where('userId', '=', member.userId)
    await row.set({ backupCodes: older, codesHidden: false }).execute()
    await rewrapFactors(ctx, { bareOnly: true })
    const after = await ctx.db.selectFrom('authTwoFactors').selectAll().where('userId', '=', member.userId).execute()
    expect(after).toMatchObject([{ codesHidden: true }])
    expect(await openFactor(ctx.keyring, after[0]?.backupCodes ?? '')).not.toContain('AbCdE')
    const use = async (code: string) =>
      (await send('/api/auth/two-factor/verify-backup-code', toCookieHeader(await signIn(member)), { code })).status
    expect([await use('AbCdE-12345'), await use('FgHiJ-67891'), await use('FgHiJ-67890')]).toEqual([204, 403, 204])
  })
})

describe('a second factor that was lost', () => {
  it('is taken away by an operator: audited, told to its person, and every sign-in ends', async () => {
    const { member, cookie } = await aFactorMember(server)
    const { code, stdout } = await runCommandHere(
      server.ctx.config.dataDir,
      ['members', 'reset-two-factor', '--email', member.email.toUpperCase()],
      { DATABASE_URL: server.database.url, OPENIDV_SECRET_KEY: TEST_SECRET },
    )
    expect([code, stdout]).toEqual([0, expect.stringContaining('audit log of 1 organizations')])
    expect(await statusOfMe(cookie)).toBe(401)
    const signedIn = await signIn(member)
    expect(signedIn.json).toEqual({ isTwoFactorNeeded: false })
    const headers = { cookie: toCookieHeader(signedIn), origin: TEST_ORIGIN }
    const me = () => server.request('GET', '/console/me', { headers })
    expect((await me()).json.person).toMatchObject({ twoFactorEnabled: false, twoFactorResetAt: expect.any(String) })
    expect((await server.request('DELETE', '/console/account/two-factor-reset', { headers })).status).toBe(204)
    expect((await me()).json.person).not.toHaveProperty('twoFactorResetAt')
    const path = `/console/organizations/${member.organizationId}/audit-events?action=member.reset_two_factor`
    const { items } = (await server.request('GET', path, { headers })).json
    expect(items).toMatchObject([{ actor: { kind: 'operator' }, target: { id: member.userId } }])
    await expect(resetTwoFactor(server.ctx, member.email)).rejects.toThrow('Two-factor sign-in is off')
    await expect(resetTwoFactor(server.ctx, 'nobody@example.com')).rejects.toThrow('Nobody signs in')
  }, 60_000)
})
