import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SystemActor } from '../../src/services/actor.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { regenerateApiKey } from '../../src/services/api-keys/regenerate.ts'
import { restrictApiKey } from '../../src/services/api-keys/restrict.ts'
import { revokeApiKey } from '../../src/services/api-keys/revoke.ts'
import { setOrganizationLimits } from '../../src/services/organizations/limits.ts'
import { setOrganizationStatus } from '../../src/services/organizations/set-status.ts'
import { signUpMember } from '../harness/console.ts'
import { type SecondNode, startSecondNode } from '../harness/second-node.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'
import { openTcpGate, type TcpGate } from '../harness/tcp-gate.ts'

/** The promise; the clock of the caches stands still, so that nothing here is due to an entry's age. */
const WITHIN_MS = 1000

let server: TestServer
let operator: SystemActor
/** Hears of changes by way of `gate`. */
let node: SecondNode
let gate: TcpGate

beforeAll(async () => {
  server = await startTestServer()
  operator = { kind: 'operator', organizationId: server.organization.id }
})
afterAll(() => server.close())

beforeEach(async () => {
  gate = await openTcpGate(server.database.url)
  node = await startSecondNode(server, { databaseUrl: gate.url })
})
afterEach(async () => {
  gate.release()
  await node.stop()
  await gate.close()
})

function aKey() {
  return createApiKey(server.ctx, operator, { environment: 'live', name: 'Backend' })
}

/** A key that both nodes have cached. */
async function aKnownKey() {
  const issued = await aKey()
  await node.hear()
  expect(await statusOf(issued.key)).toBe(200)
  expect((await server.request('GET', '/v1/auth/verify', { key: issued.key })).status).toBe(200)
  return issued
}

/** What the other node answers. */
async function statusOf(key: string): Promise<number> {
  return (await node.verify(key))[0]
}

async function isRefused(key: string): Promise<boolean> {
  return (await statusOf(key)) === 401
}

describe('another node', () => {
  it('refuses a revoked key within a second', async () => {
    const { id, key } = await aKnownKey()
    await revokeApiKey(server.ctx, operator, id)
    await until(() => isRefused(key), WITHIN_MS)
  })

  it('refuses a replaced key within a second', async () => {
    const { id, key } = await aKnownKey()
    const fresh = await regenerateApiKey(server.ctx, operator, id)
    await until(() => isRefused(key), WITHIN_MS)
    expect(await statusOf(fresh.key)).toBe(200)
  })

  it('refuses a key whose address was taken off its list within a second', async () => {
    const { id, key } = await aKnownKey()
    await restrictApiKey(server.ctx, operator, id, { ipAllowlist: ['192.0.2.1'] })
    await until(async () => (await statusOf(key)) === 403, WITHIN_MS)
  })

  it('refuses every key of a suspended organization within a second', async () => {
    const keys = [await aKnownKey(), await aKnownKey()]
    await setOrganizationStatus(server.ctx, operator, 'suspended')
    for (const { key } of keys) await until(() => isRefused(key), WITHIN_MS)
    await setOrganizationStatus(server.ctx, operator, 'active')
    for (const { key } of keys) await until(async () => !(await isRefused(key)), WITHIN_MS)
  })

  it('refuses every key of an organization that is to be deleted within a second, until it is kept', async () => {
    const keys = [await aKnownKey(), await aKnownKey()]
    const owner = await signUpMember(server)
    expect((await owner.post('~/organization/deletion', { name: 'Acme' })).status).toBe(200)
    for (const { key } of keys) await until(() => isRefused(key), WITHIN_MS)
    expect((await owner.send('DELETE', '~/organization/deletion')).status).toBe(204)
    for (const { key } of keys) await until(async () => !(await isRefused(key)), WITHIN_MS)
  })

  it('knows the limits that were set for an organization within a second', async () => {
    const { key } = await aKnownKey()
    await setOrganizationLimits(server.ctx, operator, { dailyQuota: 1 })
    await until(async () => (await node.verify(key))[1].includes('Daily quota of 1 requests'), WITHIN_MS)
    await setOrganizationLimits(server.ctx, operator, { dailyQuota: null })
    await until(async () => (await statusOf(key)) === 200, WITHIN_MS)
  })

  it('accepts a key from the moment that it is made', async () => {
    const { key } = await aKey()
    expect(await statusOf(key)).toBe(200)
  })
})

describe('another node whose listening connection is cut without a sign', () => {
  it('uses what it knew for ten seconds at most', async () => {
    const { id, key } = await aKnownKey()
    gate.hold('openidv-listen')
    await revokeApiKey(server.ctx, operator, id)
    server.clock.advance(9_999)
    expect(await statusOf(key)).toBe(200)
    server.clock.advance(1)
    expect(await isRefused(key)).toBe(true)
  })

  it('forgets everything on its reconnection, since it cannot know what it missed', async () => {
    const { id, key } = await aKnownKey()
    gate.hold('openidv-listen')
    await revokeApiKey(server.ctx, operator, id)
    expect(await statusOf(key)).toBe(200)
    gate.release()
    await until(() => isRefused(key), 10_000)
  })
})
