import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { until } from '../../../test/harness/server.ts'
import { Health } from '../../lib/health.ts'
import { createLogger } from '../../lib/log.ts'
import { findPostmaster } from './postmaster.ts'
import { type EmbeddedServer, startEmbedded } from './start.ts'

// Each test runs initdb, which waits for the disk.
vi.setConfig({ testTimeout: 120_000 })

const keeping = { lookEveryMs: 100, longLifeMs: 60_000, firstPauseMs: 50, maxPauseMs: 200, maxQuickDeaths: 3 }
const log = createLogger('silent')

let dataDir: string
let health: Health
let server: EmbeddedServer
beforeEach(async () => {
  dataDir = await createFolder('keeper')
  health = new Health(log)
  server = await startEmbedded({ dataDir, log, health, keeping, settings: { fsync: 'off' } })
})
afterEach(async () => {
  await server.stop()
  await rm(dataDir, { recursive: true })
})

const folder = () => join(dataDir, 'postgres')
const postmasterPid = async () => (await findPostmaster(folder()))?.pid

async function kill(): Promise<number> {
  const pid = await postmasterPid()
  if (pid === undefined) throw new Error('The server runs')
  process.kill(pid, 'SIGKILL')
  return pid
}

async function answers(): Promise<boolean> {
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

test('a server that is killed runs again within seconds, at the address that pools know', async () => {
  const killed = await kill()
  await until(() => health.troubles.length === 1)
  expect(health.troubles).toEqual([{ part: 'database', why: 'The embedded database ended and is started again' }])
  await until(answers)
  expect(await postmasterPid()).not.toBe(killed)
  await until(() => health.troubles.length === 0)
})

test('one that cannot be started is given up after some tries, and told', async () => {
  await rename(join(folder(), 'global'), join(folder(), 'mislaid'))
  await kill()
  expect((await health.givenUp).message).toBe(
    `The embedded database ends as often as it is started: ${join(folder(), 'log')} says why.`,
  )
  expect(health.troubles).toMatchObject([{ part: 'database' }])
})

test('one that is stopped stays so, also while it is being started again', async () => {
  await kill()
  await until(() => health.troubles.length === 1)
  await server.stop()
  await new Promise((resolve) => setTimeout(resolve, 10 * keeping.lookEveryMs))
  expect(await postmasterPid()).toBeUndefined()
})
