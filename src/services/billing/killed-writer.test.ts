import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import type { Acknowledged, LedgerOrder } from '../../../test/harness/ledger-process.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { HoldId } from '../../lib/ids.ts'
import { createOrganization } from '../organizations/create.ts'
import { checkLedger } from './check-ledger.ts'

const PROCESS = resolve(import.meta.dirname, '../../../test/harness/ledger-process.ts')
const KILLS = 3

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

describe('a process that is killed while it moves tokens', () => {
  it(`leaves a ledger that sums up, ${KILLS} times, and loses nothing that it was told is done`, async () => {
    const ctx = serviceContext(database.db)
    const organizationIds = []
    for (let i = 0; i < 3; i++) organizationIds.push((await createOrganization(ctx, { name: `Payer ${i}` })).id)
    const held = new Set<HoldId>()
    const settled = new Set<HoldId>()
    for (let kill = 0; kill < KILLS; kill++) {
      const afterMs = 150 + Math.random() * 400
      for (const message of await writeUntilKilled({ url: database.url, organizationIds, writers: 6 }, afterMs)) {
        if ('held' in message) held.add(message.held)
        else settled.add(message.settled)
      }
      expect(await checkLedger(ctx), `killed after ${afterMs} ms`).toEqual([])
    }
    const rows = await database.db.selectFrom('holds').select(['id', 'state']).execute()
    const stateOf = new Map(rows.map(({ id, state }) => [id, state]))
    expect(held.size).toBeGreaterThan(KILLS)
    expect([...held].filter((id) => !stateOf.has(id))).toEqual([])
    expect([...settled].filter((id) => stateOf.get(id) !== 'closed')).toEqual([])
  }, 60_000)
})

/** What the child had acknowledged when it was killed. */
async function writeUntilKilled(order: LedgerOrder, afterMs: number): Promise<Acknowledged[]> {
  const child = fork(PROCESS, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await once(child, 'message')
  const messages: Acknowledged[] = []
  child.on('message', (message: Acknowledged) => void messages.push(message))
  child.send(order)
  while (messages.length === 0) await once(child, 'message')
  await sleep(afterMs)
  child.kill('SIGKILL')
  await once(child, 'exit')
  return messages
}
