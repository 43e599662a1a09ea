import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer, TEST_SECRET, type TestServer } from '../../../test/harness/server.ts'
import type { Context } from '../../context.ts'
import { ExpiringCache } from '../../lib/expiring-cache.ts'
import { createKeyring } from '../../lib/keyring.ts'
import type { Actor } from '../actor.ts'
import { createDataKey, openDataKey, rewrapDataKeys } from '../evidence/data-keys.ts'
import { createOrganization, type FoundedOrganization } from '../organizations/create.ts'
import { setShowKeysOnce } from '../organizations/set-show-keys-once.ts'
import { authenticateKey } from './authenticate.ts'
import { createApiKey } from './create.ts'
import { regenerateApiKey } from './regenerate.ts'
import { revealApiKey } from './reveal.ts'
import { revokeApiKey } from './revoke.ts'
import { rewrapApiKeys } from './rewrap.ts'

const NEW_SECRET = 'another root secret of the tests, made at the rotation of it'

let server: TestServer
let organization: FoundedOrganization
let actor: Actor
/** Servers before the rotation, in it, and after the earlier secret was dropped; each with an empty cache. */
let before: Context
let rotating: Context
let after: Context

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  const start = (secret: string, previous: readonly string[]): Context => {
    return { ...server.ctx, keyring: createKeyring(secret, previous), keyCache: new ExpiringCache(100) }
  }
  before = start(TEST_SECRET, [])
  rotating = start(NEW_SECRET, [TEST_SECRET])
  after = start(NEW_SECRET, [])
  organization = await createOrganization(before, { name: 'Rotating' })
  actor = { kind: 'operator', organizationId: organization.id }
})

async function countWaiting(): Promise<number> {
  const { waiting } = await rewrapApiKeys(rotating)
  return waiting.reduce((sum, { count }) => sum + count, 0)
}

async function isAccepted(ctx: Context, key: string): Promise<boolean> {
  return (await authenticateKey(ctx, key)) !== undefined
}

describe('after the root secret was replaced', () => {
  it('earlier keys go on working and can be revealed while the earlier secret is named', async () => {
    const old = await createApiKey(before, actor, { environment: 'live', name: 'Old' })
    expect(await isAccepted(rotating, old.key)).toBe(true)
    expect(await revealApiKey(rotating, actor, old.id)).toBe(old.key)
    expect(await isAccepted(after, old.key)).toBe(false)
    await expect(revealApiKey(after, actor, old.id)).rejects.toThrow('No master key of version')
  })

  it('an earlier key that is revoked is refused at once, though it is cached by another digest than its row holds', async () => {
    const old = await createApiKey(before, actor, { environment: 'live', name: 'Old' })
    expect(await isAccepted(rotating, old.key)).toBe(true)
    await revokeApiKey(rotating, actor, old.id)
    expect(await isAccepted(rotating, old.key)).toBe(false)
  })

  it('a rewrap lets the operator drop the earlier secret: keys work, are shown, and evidence opens', async () => {
    const old = await createApiKey(before, actor, { environment: 'live', name: 'Old' })
    const dataKeyId = await createDataKey(before, organization.id)
    const dataKey = await openDataKey(before, organization.id, dataKeyId)

    const { moved } = await rewrapApiKeys(rotating)
    expect(moved).toBeGreaterThanOrEqual(3)
    expect(await rewrapDataKeys(rotating)).toEqual({ moved: 1, lost: [] })

    for (const key of [old.key, organization.liveKey, organization.sandboxKey]) {
      expect([await isAccepted(rotating, key), await isAccepted(after, key)]).toEqual([true, true])
    }
    expect(await revealApiKey(after, actor, old.id)).toBe(old.key)
    expect(await openDataKey(after, organization.id, dataKeyId)).toEqual(dataKey)
    expect([(await rewrapApiKeys(rotating)).moved, (await rewrapDataKeys(rotating)).moved]).toEqual([0, 0])
  })

  it('a key that is shown once waits, and moves when it is used next', async () => {
    await rewrapApiKeys(rotating)
    const settled = await countWaiting()
    await setShowKeysOnce(before, actor, true)
    const once = await createApiKey(before, actor, { environment: 'live', name: 'Once' })
    expect(await countWaiting()).toBe(settled + 1)
    expect(await isAccepted(rotating, once.key)).toBe(true)
    expect(await countWaiting()).toBe(settled)
    expect(await isAccepted(after, once.key)).toBe(true)
  })

  it('a key in its grace moves as well, and a revoked one is not waited for', async () => {
    const graced = await createApiKey(before, actor, { environment: 'live', name: 'Graced' })
    await regenerateApiKey(before, actor, graced.id, { graceMs: 60_000 })
    const revoked = await createApiKey(before, actor, { environment: 'live', name: 'Revoked' })
    await revokeApiKey(before, actor, revoked.id)
    expect(await isAccepted(rotating, graced.key)).toBe(true)
    expect(await countWaiting()).toBe(0)
    expect([await isAccepted(after, graced.key), await isAccepted(after, revoked.key)]).toEqual([true, false])
  })
})
