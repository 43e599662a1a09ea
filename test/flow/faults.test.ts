/** Inflicts some of the faults of docs/faults.md, those that no other test does: nothing is lost, nothing comes out wrong. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { placeOfBlob } from '../../src/blobs/disk.ts'
import { holderPictures } from '../fixtures/pictures.ts'
import { FAULTS, type Fault } from '../harness/faults/faults.ts'
import { inflict } from '../harness/faults/inflict.ts'
import { type Installation, startOneMachine } from '../harness/faults/installation.ts'

const TIMEOUT_MS = 240_000
const SHORT = [
  'kill -9 of the processes that decode',
  'kill -9 of a process of models',
  'nobody reads the log any more',
]

/** What no server does: the count must see it. */
const PLANTED: Fault = {
  name: 'an uploaded file is removed, and a balance changed',
  inflict: async ({ nodes, findDatabaseUrl }) => {
    const client = new pg.Client({ connectionString: await findDatabaseUrl() })
    await client.connect()
    const { rows } = await client.query<{ blob_key: string }>(
      `select blob_key from evidence where session_id is null and state = 'stored' order by created_at desc limit 1`,
    )
    await client.query('update balances set available_tokens = available_tokens - 1')
    await client.end()
    await rm(join(nodes[0]?.dataDir ?? '', 'blobs', placeOfBlob(rows[0]?.blob_key ?? '')))
  },
}

let installation: Installation
let pictures: { document: Buffer; selfie: Buffer }
beforeAll(async () => {
  pictures = await holderPictures()
  installation = await startOneMachine()
}, TIMEOUT_MS)
afterAll(() => installation.stop(), TIMEOUT_MS)

/** One after another without a pause, so that they cost one time of healing. */
const ALL_AT_ONCE: Fault = {
  name: SHORT.join(', '),
  inflict: async (all) => {
    const faults = FAULTS.filter(({ name }) => SHORT.includes(name))
    expect(faults).toHaveLength(SHORT.length)
    for (const fault of faults) await fault.inflict(all)
  },
}

it(
  `${ALL_AT_ONCE.name}: nothing that was acknowledged is lost, nothing is wrong, and it heals by itself`,
  async () => {
    const outcome = await inflict(installation, ALL_AT_ONCE, pictures)
    expect(outcome).toMatchObject({ lost: [], wrong: [], restarts: 0 })
    expect(outcome.acknowledged.sessions).toBeGreaterThan(3)
    expect(outcome.healedSeconds).toBeLessThan(60)
  },
  TIMEOUT_MS,
)

it(
  'what is lost and what is wrong would be seen',
  async () => {
    const { lost, wrong } = await inflict(installation, PLANTED, pictures)
    expect(lost).toEqual([expect.stringMatching(/^file /)])
    expect(wrong).toEqual([expect.stringMatching(/^1 balances that are not the sum of their entries/)])
  },
  TIMEOUT_MS,
)
