/** Proves that sign-ins, failures, proofs and their changes are on record, and that strangers cannot flood or slow the log. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acrossOrganizations } from '../../src/db/reach.ts'
import type { OrganizationId } from '../../src/lib/ids.ts'
import { verifyAuditChain } from '../../src/services/audit/verify-chain.ts'
import { makeResetLinkOf } from '../../src/services/members/reset-link.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import {
  signUp,
  signUpMember,
  TEST_ORIGIN,
  TEST_PASSWORD,
  type TestMember,
  toCookieHeader,
} from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer, until } from '../harness/server.ts'
import { computeTotp } from '../harness/totp.ts'

const OTHER_PASSWORD = 'a heron waits by the mill'

let server: TestServer
let organizationId: OrganizationId
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_TRUST_PROXY: 'true' })
})
afterAll(() => server.close())
beforeEach(async () => {
  organizationId = (await createOrganization(server.ctx, { name: 'Watched' })).id
  server.clock.advance(5 * 60_000)
})

function send(path: string, body: unknown, { cookie = '', address = '192.0.2.7' } = {}): Promise<TestAnswer> {
  const headers = { origin: TEST_ORIGIN, cookie, 'x-forwarded-for': address }
  return server.request('POST', path, { body, headers })
}

function signIn(email: string, password: string, address?: string): Promise<TestAnswer> {
  return send('/api/auth/sign-in/email', { email, password }, address === undefined ? {} : { address })
}

const aMember = (): Promise<TestMember> => signUpMember(server, { organizationId })

/** Actor, action, details and address of what is on record about a person, oldest first. */
async function listRows(userId: string, id = organizationId) {
  const rows = await server.ctx.db
    .selectFrom('auditEvents')
    .where('organizationId', '=', id)
    .where('targetId', '=', userId)
    .orderBy('id')
    .select(['actorKind', 'actorId', 'action', 'details', 'ip'])
    .execute()
  return rows.map(({ actorKind, actorId, action, details, ip }) => [actorKind, actorId, action, details, ip])
}

async function rowsOnceWritten(userId: string, count: number) {
  await until(async () => (await listRows(userId)).length >= count, 2000)
  return listRows(userId)
}

/** Makes the database refuse rows of an action while `work` goes on. */
async function whileRefusing(action: string, work: () => Promise<void>): Promise<void> {
  await sql`
    create or replace function refuse_for_test() returns trigger language plpgsql as $$
    begin raise exception 'no room'; end $$`.execute(server.ctx.db)
  const when = sql.lit(action)
  await sql`create trigger refuse_for_test before insert on audit_events for each row
    when (new.action = ${when}) execute function refuse_for_test()`.execute(server.ctx.db)
  await work().finally(() => sql`drop trigger refuse_for_test on audit_events`.execute(server.ctx.db))
}

describe('what people do about their sign-in is on record, with who, by what and from where', () => {
  it('signing in and out, stepping up, ending other sign-ins', async () => {
    const member = await aMember()
    const { userId, email } = member
    const cookie = toCookieHeader(await signIn(email, TEST_PASSWORD))
    const stepped = toCookieHeader(await send('/console/step-up', { password: TEST_PASSWORD }, { cookie }))
    await send('/console/account/end-other-sign-ins', {}, { cookie: stepped })
    await send('/api/auth/sign-out', {}, { cookie: stepped })
    const of = (action: string, details: object) => ['member', userId, action, details, '192.0.2.7']
    expect(await listRows(userId)).toEqual([
      of('sign_in.succeed', { by: 'password' }),
      of('step_up.succeed', { by: 'password' }),
      of('sign_in.end', { ended: 1 }),
      of('sign_in.end', {}),
    ])
  })

  it('another password, by the old one and by a link', async () => {
    const { userId, email, cookie } = await aMember()
    await send('/api/auth/change-password', { currentPassword: TEST_PASSWORD, newPassword: OTHER_PASSWORD }, { cookie })
    await send('/api/auth/request-password-reset', { email })
    const [, token] = (await acrossOrganizations(() => makeResetLinkOf(server.ctx, email))).split('#')
    const reset = await send('/api/auth/reset-password', { token, newPassword: 'four grey herons wade home' })
    expect(reset.status).toBe(204)
    expect((await listRows(userId)).map(([kind, , action]) => [kind, action])).toEqual([
      ['member', 'password.change'],
      ['operator', 'member.reset_link'],
      ['member', 'password.reset'],
    ])
  })

  it('the second factor, from its first code to its end', async () => {
    const { userId, email, cookie } = await aMember()
    const { uri, backupCodes } = (await send('/api/auth/two-factor/enable', { password: TEST_PASSWORD }, { cookie }))
      .json
    const on = await send('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) }, { cookie })
    server.clock.advance(5 * 60_000)
    const first = toCookieHeader(on)
    const waiting = toCookieHeader(await signIn(email, TEST_PASSWORD))
    expect((await listRows(userId)).map(([, , action]) => action)).toEqual(['two_factor.enable'])
    await send('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) }, { cookie: waiting })
    const again = toCookieHeader(await signIn(email, TEST_PASSWORD))
    await send('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] }, { cookie: again })
    const proved = await send('/console/step-up', { backupCode: backupCodes[1] }, { cookie: first })
    const stepped = toCookieHeader(proved)
    await send('/api/auth/two-factor/generate-backup-codes', { password: TEST_PASSWORD }, { cookie: stepped })
    await send('/api/auth/two-factor/disable', { password: TEST_PASSWORD }, { cookie: stepped })
    expect((await listRows(userId)).map(([, , action, details]) => [action, details])).toEqual([
      ['two_factor.enable', { by: 'code' }],
      ['sign_in.succeed', { by: 'code' }],
      ['sign_in.succeed', { by: 'backup_code' }],
      ['step_up.succeed', { by: 'backup_code' }],
      ['two_factor.renew_codes', {}],
      ['two_factor.disable', {}],
    ])
  })

  it('in each of their organizations, whose chains stay intact; of somebody in none, a line tells', async () => {
    const { userId, email } = await aMember()
    const other = await createOrganization(server.ctx, { name: 'Second' })
    await server.ctx.db.insertInto('members').values({ organizationId: other.id, userId, role: 'viewer' }).execute()
    await signIn(email, TEST_PASSWORD)
    for (const id of [organizationId, other.id]) {
      expect(await listRows(userId, id)).toHaveLength(1)
      const chain = await verifyAuditChain(server.ctx, { kind: 'operator', organizationId: id })
      expect(chain.isIntact).toBe(true)
    }
    const loner = `${randomUUID()}@example.com`
    const { userId: lonerId } = await signUp(server, loner)
    await signIn(loner, TEST_PASSWORD)
    expect(server.logLines.filter((line) => line.includes(lonerId) && line.includes('sign_in.succeed'))).toHaveLength(1)
  })

  it('or it is not done: who cannot be recorded gets no cookie', async () => {
    const { email } = await aMember()
    await whileRefusing('sign_in.succeed', async () => {
      const refused = await signIn(email, TEST_PASSWORD)
      expect([refused.status, refused.headers['set-cookie']]).toEqual([500, undefined])
    })
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(200)
  })
})

describe('tries that fail', () => {
  it('are on record within two seconds: a stranger’s at the sign-in, the person’s own at the step-up', async () => {
    const { userId, email, cookie } = await aMember()
    await signIn(email.toUpperCase(), 'not the password', '198.51.100.9')
    await send('/console/step-up', { password: 'not the password' }, { cookie })
    expect(await rowsOnceWritten(userId, 2)).toEqual([
      ['stranger', null, 'sign_in.fail', { by: 'password' }, '198.51.100.9'],
      ['member', userId, 'step_up.fail', { by: 'password' }, '192.0.2.7'],
    ])
  })

  it('with a wrong code after the right password, and those that come too often, too', async () => {
    const { userId, email, cookie } = await aMember()
    const { uri } = (await send('/api/auth/two-factor/enable', { password: TEST_PASSWORD }, { cookie })).json
    await send('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) }, { cookie })
    const waiting = toCookieHeader(await signIn(email, TEST_PASSWORD))
    await send('/api/auth/two-factor/verify-totp', { code: '000000' }, { cookie: waiting })
    for (let i = 0; i < 11; i += 1) await signIn(email, 'not the password', '198.51.100.10')
    const rows = await rowsOnceWritten(userId, 4)
    expect(rows.slice(1).map(([kind, , action]) => [kind, action])).toEqual(
      expect.arrayContaining([
        ['stranger', 'sign_in.fail'],
        ['stranger', 'sign_in.pause'],
      ]),
    )
    expect(rows.map(([, , , details]) => (details as { by: string }).by)).toContain('code')
  })

  it('in a flood are two rows a minute at most, which together count them all', async () => {
    const { userId, email } = await aMember()
    const guess = (_: unknown, i: number) => signIn(email, `guess ${i}`, `203.0.113.${i}`)
    await Promise.all(Array.from({ length: 60 }, guess))
    await rowsOnceWritten(userId, 1)
    expect((await listRows(userId)).length).toBeLessThanOrEqual(2)
    server.clock.advance(60_000)
    const sum = async () => {
      const rows = await listRows(userId)
      return rows.reduce((total, [, , , details]) => total + ((details as { times?: number }).times ?? 1), 0)
    }
    await until(async () => (await sum()) === 60, 3000)
    expect((await listRows(userId)).length).toBeLessThanOrEqual(3)
  })

  it('at an address that is nobody’s are a line without it, and in no chain', async () => {
    const email = `${randomUUID()}@example.com`
    const count = () =>
      server.ctx.db
        .selectFrom('auditEvents')
        .select(({ fn }) => fn.countAll().as('rows'))
        .execute()
    const before = await count()
    const told = () => server.logLines.filter((line) => line.includes('failed sign-in of an unknown account'))
    const lines = told().length
    await signIn(email, 'not the password', '198.51.100.11')
    await until(() => told().length > lines, 2000)
    expect(JSON.parse(told().at(-1) ?? '')).toMatchObject({
      account: expect.stringMatching(/^[0-9a-f]{16}$/),
      address: '198.51.100.11',
      times: 1,
    })
    expect(server.logLines.join('')).not.toContain(email)
    expect(await count()).toEqual(before)
  })

  it('are answered alike whatever becomes of their row, which waits until it can be written', async () => {
    const { userId, email } = await aMember()
    await whileRefusing('sign_in.fail', async () => {
      const known = await signIn(email, 'not the password', '198.51.100.12')
      const unknown = await signIn(`${randomUUID()}@example.com`, 'not the password', '198.51.100.13')
      const said = ({ status, json }: TestAnswer) => [status, json.code, json.message]
      expect(said(known)).toEqual(said(unknown))
      await until(() => server.logLines.join('').includes('failed sign-ins could not be written'), 3000)
      expect(await listRows(userId)).toEqual([])
    })
    expect(await rowsOnceWritten(userId, 1)).toHaveLength(1)
  })

  it('are written when the server stops', async () => {
    const { userId, email } = await aMember()
    await signIn(email, 'not the password', '198.51.100.14')
    await signIn(email, 'nor is this', '198.51.100.14')
    await server.restart(async () => undefined)
    const times = (await listRows(userId)).map(([, , , details]) => (details as { times?: number }).times ?? 1)
    expect(times.reduce((sum, n) => sum + n, 0)).toBe(2)
  })
})
