/** Replaces the root secret twice while everything that hangs on it is alive: before the rewrap, after it, and without the earlier one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hmacSha256 } from '../../src/lib/crypto.ts'
import type { EvidenceId } from '../../src/lib/ids.ts'
import { createKeyring } from '../../src/lib/keyring.ts'
import { toKeyedDigest } from '../../src/lib/secret-digest.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { readEvidence } from '../../src/services/evidence/read.ts'
import { setShowKeysOnce } from '../../src/services/organizations/set-show-keys-once.ts'
import { type LeftOver, rewrapEverything } from '../../src/services/secrets/rewrap.ts'
import { cookieOf, createSession, SESSION_BODY } from '../fixtures/applicant.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember, toCookieHeader } from '../harness/console.ts'
import { startTestServer, TEST_SECRET, type TestServer } from '../harness/server.ts'
import { computeTotp } from '../harness/totp.ts'

const SECRETS = [
  TEST_SECRET,
  'the second root secret, as long as the first',
  'the third root secret, as long as the second',
]
const FIVE_MINUTES_MS = 5 * 60_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
})
afterAll(() => server.close())

/** Things that somebody holds, made under the first secret. */
interface Held {
  readonly owner: TestMember
  readonly uri: string
  readonly backupCodes: readonly string[]
  readonly onceKey: string
  readonly fileKey: string
  readonly unopened: { readonly id: string; readonly secret: string }
  readonly opened: { readonly id: string; readonly cookie: string }
  /** The sign-in's cookie, as the browser holds it. */
  cookie: string
}

async function post(path: string, body: unknown, cookie = '') {
  return server.request('POST', path, { body, headers: { cookie, origin: TEST_ORIGIN } })
}

async function makeThings(): Promise<Held> {
  const { ctx, organization } = server
  const owner = await signUpMember(server)
  const enabled = await owner.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD })
  const { uri, backupCodes } = enabled.json
  const verified = await owner.post('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })
  server.clock.advance(FIVE_MINUTES_MS)
  const cookie = toCookieHeader(verified)
  const picture = await emptyPicture()
  const files = [{ contentType: 'image/jpeg', byteLength: picture.byteLength }]
  const presigned = await server.request('POST', '/v1/upload/presign', { key: organization.liveKey, body: { files } })
  const { uploadUrl, fileKey } = presigned.json.uploads[0]
  await putPicture(uploadUrl, picture)
  const unopened = await createSession(server)
  const session = await createSession(server)
  const opened = { id: session.id, cookie: cookieOf(await post('/hosted/open', { secret: session.secret })) }
  // The last: every other key of the organization loses its sealed form by it.
  const actor = { kind: 'operator', organizationId: organization.id } as const
  await setShowKeysOnce(ctx, actor, true)
  const { key: onceKey } = await createApiKey(ctx, actor, { environment: 'live', name: 'Once' })
  await setShowKeysOnce(ctx, actor, false)
  return { owner, uri, backupCodes, onceKey, fileKey, unopened, opened, cookie }
}

async function invite(email: string): Promise<string> {
  const invited = await (await signUpMember(server)).post('~/invitations', { email, role: 'viewer' })
  return new URL(invited.json.link).pathname.split('/').at(-1) ?? ''
}

function putPicture(uploadUrl: string, body: Buffer) {
  const { pathname, search } = new URL(uploadUrl)
  return server.request('PUT', pathname + search, { body, headers: { 'content-type': 'image/jpeg' } })
}

const verifyKey = (key: string) => server.request('GET', '/v1/auth/verify', { key })

/** The browser keeps the cookies that answers set. */
async function statusOfMe(held: Held): Promise<number> {
  const answer = await server.request('GET', '/console/me', { headers: { cookie: held.cookie } })
  if (answer.headers['set-cookie'] !== undefined) held.cookie = toCookieHeader(answer)
  return answer.status
}

async function signInByCode(held: Held, path: string, code: string): Promise<number> {
  server.clock.advance(FIVE_MINUTES_MS)
  const first = await post('/api/auth/sign-in/email', { email: held.owner.email, password: TEST_PASSWORD })
  return (await post(`/api/auth/two-factor/${path}`, { code }, toCookieHeader(first))).status
}

/** Everything that has to work at every moment; the status of each in one object, so that a failure names them all. */
async function tryEverything(held: Held, backupCode: string) {
  const { organization, ctx } = server
  const hosted = await server.request('GET', `/hosted/sessions/${held.opened.id}`, {
    headers: { cookie: held.opened.cookie },
  })
  return {
    me: await statusOfMe(held),
    totp: await signInByCode(held, 'verify-totp', computeTotp(held.uri)),
    backupCode: await signInByCode(held, 'verify-backup-code', backupCode),
    liveKey: (await verifyKey(organization.liveKey)).status,
    sandboxKey: (await verifyKey(organization.sandboxKey)).status,
    onceKey: (await verifyKey(held.onceKey)).status,
    evidence: (await readEvidence(ctx, held.fileKey as EvidenceId)).bytes.byteLength > 0,
    hosted: hosted.status,
  }
}

const KEYS = { liveKey: 200, sandboxKey: 200, onceKey: 200 }
const ALL_WELL = { me: 200, totp: 204, backupCode: 204, ...KEYS, evidence: true, hosted: 200 }
const kindsOf = (left: readonly LeftOver[]) => left.map(({ what }) => what).sort()

describe('replacing the root secret', () => {
  it('twice leaves keys, pictures, factors, links, sign-ins and cursors as they were', async () => {
    const held = await makeThings()
    const [first = '', second = '', third = ''] = SECRETS
    const codes = [...held.backupCodes]
    const nextCode = () => codes.pop() ?? ''
    expect(await tryEverything(held, nextCode())).toEqual(ALL_WELL)
    await makeOlder(held)

    for (const [earlier, current] of [
      [first, second],
      [second, third],
    ] as const) {
      const key = server.organization.liveKey
      const picture = await emptyPicture()
      const files = [{ contentType: 'image/jpeg', byteLength: picture.byteLength }]
      const { uploadUrl } = (await server.request('POST', '/v1/upload/presign', { key, body: { files } })).json
        .uploads[0]
      const { next_token } = (await server.request('GET', '/v1/sessions?limit=1', { key })).json
      const named = { 'idempotency-key': `rotation to ${current}`.slice(0, 40) }
      const create = () => server.request('POST', '/v1/sessions', { key, body: SESSION_BODY, headers: named })
      const created = await create()
      const invitation = await invite(`guest-${current.slice(4, 9).trim()}@example.com`)

      await server.restart(async () => undefined, createKeyring(current, [earlier]))
      const atFirst = kindsOf((await rewrapEverything(server.ctx)).left)
      expect(atFirst).toEqual(expect.arrayContaining(['api_keys', 'urls']))
      expect((await putPicture(uploadUrl, picture)).status).toBe(200)
      expect((await server.request('GET', `/v1/sessions?limit=1&next_token=${next_token}`, { key })).status).toBe(200)
      expect((await server.request('GET', `/console/invitations/${invitation}`)).status).toBe(200)
      expect((await create()).json).toEqual(created.json)
      expect(await tryEverything(held, nextCode())).toEqual(ALL_WELL)

      server.clock.advance(15 * 60_000)
      const { left } = await rewrapEverything(server.ctx)
      // The sign-ins of the codes above, whose browsers are gone, and the invitation end by themselves.
      expect(kindsOf(left).filter((what) => what !== 'sign_ins' && what !== 'invitations')).toEqual([])
      expect(left.every(({ endsAt }) => endsAt !== undefined)).toBe(true)
      expect(await tryEverything(held, nextCode())).toEqual(ALL_WELL)

      await server.restart(async () => undefined, createKeyring(current))
      expect(await tryEverything(held, nextCode())).toEqual(ALL_WELL)
      expect((await create()).json).toEqual(created.json)
    }
    expect((await post('/hosted/open', { secret: held.unopened.secret })).status).toBe(200)
  })
})

/** What earlier versions stored: digests by the root secret, and second factors that do not say which key they are under. */
async function makeOlder(held: Held): Promise<void> {
  const { db, keyring } = server.ctx
  const [signing] = keyring.signing
  const secretOf = (id: string) => hmacSha256(keyring.links[0], id).toString('base64url')
  expect(secretOf(held.unopened.id)).toBe(held.unopened.secret)
  for (const id of [held.unopened.id, held.opened.id]) {
    const linkDigest = toKeyedDigest(signing, secretOf(id))
    await db
      .updateTable('sessions')
      .set({ linkDigest })
      .where('id', '=', id as never)
      .execute()
  }
  const cookie = held.opened.cookie.split('=')[1] ?? ''
  const cookieDigest = toKeyedDigest(signing, cookie)
  await db
    .updateTable('sessions')
    .set({ cookieDigest })
    .where('id', '=', held.opened.id as never)
    .execute()
  const factors = await db.selectFrom('authTwoFactors').selectAll().execute()
  const bare = (text: string) => text.replace(/^\$ba\$\d+\$/, '')
  for (const { id, secret, backupCodes } of factors) {
    const older = { secret: bare(secret), backupCodes: bare(backupCodes) }
    await db.updateTable('authTwoFactors').set(older).where('id', '=', id).execute()
  }
}
