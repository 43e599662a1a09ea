import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/harness/server.ts'
import type { Database } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { createApiKey } from './create.ts'
import { type KeyUsage, openKeyUsage } from './last-used.ts'
import { listApiKeys } from './list.ts'
import { revokeApiKey } from './revoke.ts'

let server: TestServer
let operator: Actor
beforeAll(async () => {
  server = await startTestServer()
  operator = { kind: 'operator', organizationId: server.organization.id }
})
afterAll(() => server.close())

async function aKeyId() {
  return (await createApiKey(server.ctx, operator, { environment: 'live', name: 'Used' })).id
}

async function lastUsedOf(id: string) {
  const keys = await listApiKeys(server.ctx, operator, { ended: true })
  return keys.find((key) => key.id === id)?.lastUsed
}

/** A recorder whose every statement is counted, and which may be made to fail. */
function openCounted(): { usage: KeyUsage; statements: () => number; fail: (is: boolean) => void } {
  let count = 0
  let isFailing = false
  const db = server.ctx.db.withPlugin({
    transformQuery: ({ node }) => {
      count += 1
      if (isFailing) throw new Error('the database is away')
      return node
    },
    transformResult: async ({ result }) => result,
  }) as Database
  const usage = openKeyUsage({ ...server.ctx, db })
  return {
    usage,
    statements: () => count,
    fail: (is) => {
      isFailing = is
    },
  }
}

describe('the last use of a key', () => {
  it('is written for any number of uses of any number of keys in one statement, the last use of each', async () => {
    const { usage, statements } = openCounted()
    const ids = [await aKeyId(), await aKeyId()]
    for (let use = 0; use < 1000; use++) {
      for (const id of ids) usage.record(id, { ip: `10.0.0.${use % 250}`, agent: `agent/${use}` })
    }
    expect(statements()).toBe(0)
    await usage.close()
    expect(statements()).toBe(1)
    const at = new Date(server.clock.nowMs())
    for (const id of ids) expect(await lastUsedOf(id)).toEqual({ at, ip: '10.0.0.249', agent: 'agent/999' })
  })

  it('is not taken back by a node that writes an earlier one later', async () => {
    const [early, late] = [openCounted().usage, openCounted().usage]
    const id = await aKeyId()
    early.record(id, { ip: '192.0.2.1', agent: undefined })
    server.clock.advance(1000)
    late.record(id, { ip: '192.0.2.2', agent: undefined })
    await late.close()
    await early.close()
    expect((await lastUsedOf(id))?.ip).toBe('192.0.2.2')
  })

  it('survives a write that fails, and keeps at most 256 characters of the agent', async () => {
    const { usage, fail } = openCounted()
    const id = await aKeyId()
    usage.record(id, { ip: '::1', agent: 'x'.repeat(10_000) })
    fail(true)
    await usage.flush()
    expect(await lastUsedOf(id)).toBeUndefined()
    fail(false)
    await usage.close()
    expect(await lastUsedOf(id)).toMatchObject({ ip: '::1', agent: 'x'.repeat(256) })
  })

  it('is written for a key that was revoked meanwhile, too', async () => {
    const { usage } = openCounted()
    const id = await aKeyId()
    usage.record(id, { ip: '::1', agent: undefined })
    await revokeApiKey(server.ctx, operator, id)
    await usage.close()
    expect((await lastUsedOf(id))?.ip).toBe('::1')
  })
})
