import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/harness/server.ts'
import type { ApiKeyId, OrganizationId, WorkflowId } from '../../lib/ids.ts'
import type { Actor, ApiKeyActor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { setShowKeysOnce } from '../organizations/set-show-keys-once.ts'
import { createWorkflow } from '../workflows/create.ts'
import { authenticateKey } from './authenticate.ts'
import { createApiKey } from './create.ts'
import { listApiKeys } from './list.ts'
import { regenerateApiKey } from './regenerate.ts'
import { renameApiKey } from './rename.ts'
import { restrictApiKey } from './restrict.ts'
import { revealApiKey } from './reveal.ts'
import { revokeApiKey } from './revoke.ts'

const HOUR_MS = 3_600_000

let server: TestServer
let operator: Actor
beforeAll(async () => {
  server = await startTestServer()
  operator = { kind: 'operator', organizationId: server.organization.id }
})
afterAll(() => server.close())

function aKey() {
  return createApiKey(server.ctx, operator, { environment: 'live', name: 'Backend' })
}

async function isAccepted(key: string): Promise<boolean> {
  return (await authenticateKey(server.ctx, key)) !== undefined
}

async function getKey(id: ApiKeyId) {
  const keys = await listApiKeys(server.ctx, operator, { ended: true })
  const found = keys.find((key) => key.id === id)
  if (!found) throw new Error('the key is not listed')
  return found
}

/** Actions of the audit rows about one thing, oldest first. */
async function auditOf(targetId: string): Promise<string[]> {
  const rows = await server.ctx.db
    .selectFrom('auditEvents')
    .select('action')
    .where('targetId', '=', targetId)
    .orderBy('id')
    .execute()
  return rows.map(({ action }) => action)
}

describe('every verb on a key', () => {
  const verbs: Record<string, (actor: Actor, id: ApiKeyId) => Promise<unknown>> = {
    reveal: (actor, id) => revealApiKey(server.ctx, actor, id),
    rename: (actor, id) => renameApiKey(server.ctx, actor, id, 'Other'),
    restrict: (actor, id) => restrictApiKey(server.ctx, actor, id, { scopes: ['sessions:read'] }),
    regenerate: (actor, id) => regenerateApiKey(server.ctx, actor, id),
    revoke: (actor, id) => revokeApiKey(server.ctx, actor, id),
  }

  it.each(Object.keys(verbs))('%s: is refused for another organization’s key, and leaves it alone', async (name) => {
    const other = await createOrganization(server.ctx, { name: 'Other' })
    const stranger: Actor = { kind: 'operator', organizationId: other.id }
    const { id, key } = await aKey()
    await expect(verbs[name]?.(stranger, id)).rejects.toMatchObject({ code: 'access_denied' })
    expect(await auditOf(id)).toEqual(['api_key.create'])
    expect(await isAccepted(key)).toBe(true)
  })

  it.each(Object.keys(verbs))('%s: is refused to a key that may not do everything', async (name) => {
    const { id } = await aKey()
    const limited: ApiKeyActor = {
      kind: 'api_key',
      organizationId: server.organization.id,
      environment: 'live',
      apiKeyId: id,
      ownerUserId: undefined,
      scopes: ['sessions:write'],
      workflowId: undefined,
    }
    await expect(verbs[name]?.(limited, id)).rejects.toMatchObject({ code: 'scope_missing' })
  })

  it.each(Object.keys(verbs))('%s: leaves one audit row', async (name) => {
    const { id } = await aKey()
    await verbs[name]?.(operator, id)
    expect(await auditOf(id)).toEqual(['api_key.create', `api_key.${name}`])
  })

  it.each(Object.keys(verbs))('%s: conflicts once the key is revoked', async (name) => {
    const { id } = await aKey()
    await revokeApiKey(server.ctx, operator, id)
    await expect(verbs[name]?.(operator, id)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('creating', () => {
  it('keeps the digest and the sealed form, and never the key', async () => {
    const { id, key } = await aKey()
    const row = await server.ctx.db.selectFrom('apiKeys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(
      JSON.stringify(Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value))),
    ).not.toContain(key.slice(8))
    expect(await getKey(id)).toMatchObject({ display: `sk_live_…${key.slice(-4)}`, state: 'active', isSealed: true })
    expect(await revealApiKey(server.ctx, operator, id)).toBe(key)
  })

  it('ends at 1,000 keys in force, of which a revoked one is none', async () => {
    const { ctx } = server
    const { id: organizationId } = await createOrganization(ctx, { name: 'Full' })
    const actor: Actor = { kind: 'operator', organizationId }
    const input = { environment: 'live', name: 'One more' } as const
    await sql`
      insert into api_keys (id, organization_id, environment, name, digest, pepper_version, prefix, last4, scopes, created_at)
      select gen_random_uuid(), ${organizationId}, 'live', 'Filler', sha256(n::text::bytea), 1, 'sk_live_', '0000', '{*}', now()
      from generate_series(1, 997) as n`.execute(ctx.db)
    const { id } = await createApiKey(ctx, actor, input)
    await expect(createApiKey(ctx, actor, input)).rejects.toMatchObject({ code: 'conflict' })
    await regenerateApiKey(ctx, actor, id)
    const [one] = await listApiKeys(ctx, actor)
    await revokeApiKey(ctx, actor, one?.id ?? id)
    await createApiKey(ctx, actor, input)
    expect(await listApiKeys(ctx, actor)).toHaveLength(1000)
  })

  it('takes restrictions, and refuses what is none', async () => {
    const { ctx, organization } = server
    const workflow = { name: 'KYC', environment: 'live' as const, steps: [{ id: 'ID_VERIFICATION' }] }
    const system = { kind: 'operator' as const, organizationId: organization.id }
    const workflowId = await createWorkflow(ctx, system, workflow)
    const expiresAt = new Date(ctx.clock.nowMs() + HOUR_MS)
    const right = { scopes: ['sessions:read'], workflowId, ipAllowlist: ['10.0.0.0/8', '2001:db8::/32'], expiresAt }
    const { id } = await createApiKey(ctx, operator, { environment: 'live', name: ' Shop ', ...right })
    expect(await getKey(id)).toMatchObject({ name: 'Shop', ...right })

    const wrong = [
      { name: ' ' },
      { name: 'x'.repeat(201) },
      { scopes: [] },
      { scopes: ['sessions:delete'] },
      { workflowId: '00000000-0000-4000-8000-000000000000' as WorkflowId },
      { environment: 'sandbox' as const, workflowId },
      { ipAllowlist: ['10.0.0.0/33'] },
      { ipAllowlist: Array.from({ length: 101 }, (_, at) => `10.0.0.${at}`) },
      { expiresAt: new Date(ctx.clock.nowMs()) },
      { expiresAt: new Date(Number.NaN) },
    ]
    for (const part of wrong) {
      const input = { environment: 'live' as const, name: 'Shop', ...part }
      await expect(createApiKey(ctx, operator, input), JSON.stringify(part)).rejects.toMatchObject({
        code: 'validation_failed',
      })
    }
  })
})

describe('regenerating', () => {
  it('ends the old key at once, and the new one may do what the old one might', async () => {
    const restricted = { environment: 'sandbox' as const, name: 'CI', scopes: ['workflows:read'], ipAllowlist: ['::1'] }
    const old = await createApiKey(server.ctx, operator, restricted)
    const fresh = await regenerateApiKey(server.ctx, operator, old.id)
    expect([await isAccepted(old.key), await isAccepted(fresh.key)]).toEqual([false, true])
    expect(await getKey(fresh.id)).toMatchObject(restricted)
    expect(await getKey(old.id)).toMatchObject({ state: 'revoked', replacedBy: fresh.id, isSealed: false })
  })

  it('leaves the old key in force for the grace, to the millisecond', async () => {
    const old = await aKey()
    await regenerateApiKey(server.ctx, operator, old.id, { graceMs: HOUR_MS })
    expect((await getKey(old.id)).state).toBe('replaced')
    server.clock.advance(HOUR_MS - 1)
    expect(await isAccepted(old.key)).toBe(true)
    server.clock.advance(1)
    expect(await isAccepted(old.key)).toBe(false)
  })

  it('a key in its grace is not regenerated again, and can be revoked before the grace is over', async () => {
    const old = await aKey()
    await regenerateApiKey(server.ctx, operator, old.id, { graceMs: HOUR_MS })
    await expect(regenerateApiKey(server.ctx, operator, old.id)).rejects.toMatchObject({ code: 'conflict' })
    await revokeApiKey(server.ctx, operator, old.id)
    expect(await isAccepted(old.key)).toBe(false)
  })

  it('refuses a grace beyond seven days', async () => {
    const { id, key } = await aKey()
    for (const graceMs of [-1, 0.5, 7 * 24 * HOUR_MS + 1, Number.NaN]) {
      await expect(regenerateApiKey(server.ctx, operator, id, { graceMs })).rejects.toMatchObject({
        code: 'validation_failed',
      })
    }
    expect(await isAccepted(key)).toBe(true)
  })

  it('of many callers at once one gets a key and each other a conflict', async () => {
    const { id } = await aKey()
    const before = (await listApiKeys(server.ctx, operator)).length
    const races = await Promise.allSettled(Array.from({ length: 8 }, () => regenerateApiKey(server.ctx, operator, id)))
    const lost = races.filter((race) => race.status === 'rejected')
    expect(lost.map(({ reason }) => reason.code)).toEqual(Array(7).fill('conflict'))
    expect(await listApiKeys(server.ctx, operator)).toHaveLength(before)
    expect(await auditOf(id)).toEqual(['api_key.create', 'api_key.regenerate'])
  })
})

describe('"show once"', () => {
  it('erases every sealed form, seals no further key, and leaves all of them working', async () => {
    const founded = await createOrganization(server.ctx, { name: 'Careful' })
    const actor: Actor = { kind: 'operator', organizationId: founded.id }
    const before = await createApiKey(server.ctx, actor, { environment: 'live', name: 'Before' })
    await setShowKeysOnce(server.ctx, actor, true)
    const during = await createApiKey(server.ctx, actor, { environment: 'live', name: 'During' })
    const regenerated = await regenerateApiKey(server.ctx, actor, before.id)
    for (const { id } of [during, regenerated]) {
      await expect(revealApiKey(server.ctx, actor, id)).rejects.toMatchObject({ code: 'conflict' })
    }
    expect(await sealedKeysOf(founded.id)).toBe(0)
    for (const key of [founded.liveKey, during.key, regenerated.key]) expect(await isAccepted(key)).toBe(true)

    await setShowKeysOnce(server.ctx, actor, false)
    const after = await createApiKey(server.ctx, actor, { environment: 'live', name: 'After' })
    expect(await revealApiKey(server.ctx, actor, after.id)).toBe(after.key)
    expect(await auditOf(founded.id)).toEqual([
      'organization.create',
      'organization.show_keys_once',
      'organization.show_keys_once',
    ])
  })

  it('misses no key that is made at the same moment', async () => {
    const founded = await createOrganization(server.ctx, { name: 'Busy' })
    const actor: Actor = { kind: 'operator', organizationId: founded.id }
    const makeKey = () => createApiKey(server.ctx, actor, { environment: 'live', name: 'Racing' })
    await Promise.all([...Array.from({ length: 6 }, makeKey), setShowKeysOnce(server.ctx, actor, true), makeKey()])
    expect(await sealedKeysOf(founded.id)).toBe(0)
  })
})

async function sealedKeysOf(organizationId: OrganizationId): Promise<number> {
  const rows = await server.ctx.db
    .selectFrom('apiKeys')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('ciphertext', 'is not', null)
    .execute()
  return rows.length
}
