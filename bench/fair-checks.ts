/**
 * Measures how long a direct call waits behind the deep queue of another organization, in checks and in milliseconds: a queue of
 * direct calls, and one of the steps of sessions, before a single vision process.
 * Run: node bench/fair-checks.ts [rounds] [queued].
 */
import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { readDemoFace } from '../src/cli/demo/faces.ts'
import { startServer } from '../src/cli/start-server.ts'
import { parseConfig } from '../src/config.ts'
import { acrossOrganizations } from '../src/db/reach.ts'
import { createLogger } from '../src/lib/log.ts'
import { createOrganization, type FoundedOrganization } from '../src/services/organizations/create.ts'
import { createFolder } from '../test/harness/folder.ts'

import { quantile } from './statistics.ts'

const rounds = Number(process.argv[2] ?? 5)
const queued = Number(process.argv[3] ?? 20)
const POLL_MS = 10
const APPLICANT = { email: 'anna@example.com', first_name: 'Anna', last_name: 'Eriksson', phone: '+15192223333' }

const dataDir = await createFolder('bench-fair')
const config = parseConfig({
  OPENIDV_PORT: '0',
  OPENIDV_DATA_DIR: dataDir,
  OPENIDV_VISION_THREADS: '1',
  OPENIDV_RATE_PER_SECOND: '1000',
  OPENIDV_RATE_BURST: '1000',
  OPENIDV_CHECK_WAIT_MS: '110000',
  OPENIDV_IDLE_TIMEOUT_MS: '120000',
})
const server = await startServer(config, createLogger('error'))
const found = (slug: string) =>
  acrossOrganizations(() => createOrganization(server.ctx, { name: slug, slug, grantTokens: 1_000_000 }))
const [crowd, other] = [await found('crowd'), await found('other')]
const face = await readDemoFace('holderSelfie')

async function post<T>({ liveKey }: FoundedOrganization, path: string, body: unknown): Promise<T> {
  const headers = { 'x-api-key': liveKey, 'content-type': 'application/json' }
  const answer = await fetch(`${server.baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

const call = (who: FoundedOrganization) => post(who, '/v1/face/detect', { image: face.toString('base64') })

/** A session whose selfie is uploaded; answers how to submit its step. */
async function prepareStep(): Promise<() => Promise<unknown>> {
  const steps = [{ id: 'AGE_ESTIMATION' }]
  const { workflow } = await post<{ workflow: { id: string } }>(crowd, '/v1/workflows', { name: 'Bench', steps })
  const created = await post<{ session_id: string }>(crowd, `/v1/workflows/${workflow.id}/sessions`, APPLICANT)
  const place = `/v1/sessions/${created.session_id}`
  const files = [{ file_name: 'selfie', content_type: 'image/jpeg', slot: 'selfie_front' }]
  type Signed = { signed_urls: ReadonlyArray<{ file_key: string; upload_url: string }> }
  const { signed_urls: urls } = await post<Signed>(crowd, `${place}/uploads`, { files })
  const [url] = urls
  if (!url) throw new Error('There is no place for the selfie')
  const headers = { 'content-type': 'image/jpeg' }
  await fetch(url.upload_url, { method: 'PUT', headers, body: new Uint8Array(face) })
  return () => post(crowd, `${place}/steps/AGE_ESTIMATION`, { uploads: { selfie_front: url.file_key } })
}

const QUEUES: Readonly<Record<string, () => Promise<ReadonlyArray<() => Promise<unknown>>>>> = {
  'direct calls': async () => Array.from({ length: queued }, () => () => call(crowd)),
  'steps of sessions': () => Promise.all(Array.from({ length: queued }, prepareStep)),
}

/** Those of the crowd's checks that began while the other organization's newest check waited. */
async function countAhead(): Promise<number> {
  const checks = await acrossOrganizations(() =>
    server.ctx.db
      .selectFrom('checks')
      .select(['organizationId', 'createdAt', 'claimedAt'])
      .orderBy('createdAt')
      .execute(),
  )
  const mine = checks.findLast(({ organizationId }) => organizationId === other.id)
  const [from, to] = [mine?.createdAt.getTime() ?? 0, mine?.claimedAt?.getTime() ?? 0]
  const begun = checks.flatMap((one) => (one.organizationId === crowd.id && one.claimedAt ? [one.claimedAt] : []))
  return begun.filter((at) => at.getTime() > from && at.getTime() < to).length
}

async function countWaiting(): Promise<number> {
  const query = server.ctx.db.selectFrom('checks').select('id').where('organizationId', '=', crowd.id)
  const waiting = query.where('state', '=', 'queued').where('claimedBy', 'is', null)
  return (await acrossOrganizations(() => waiting.execute())).length
}

async function timeCall(): Promise<number> {
  const begun = performance.now()
  await call(other)
  return performance.now() - begun
}

try {
  console.log(
    `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${rounds} rounds, ${queued} queued`,
  )
  await timeCall()
  const idle: number[] = []
  for (let round = 0; round < rounds; round++) idle.push(await timeCall())
  console.log(
    `nobody waits         call p50 ${quantile(idle, 0.5).toFixed(0)} ms, most ${Math.max(...idle).toFixed(0)} ms`,
  )
  for (const [name, prepare] of Object.entries(QUEUES)) {
    const [times, ahead, behind]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      const submits = await prepare()
      const all = Promise.all(submits.map((submit) => submit()))
      while ((await countWaiting()) <= queued / 2) await sleep(POLL_MS)
      times.push(await timeCall())
      ahead.push(await countAhead())
      behind.push(await countWaiting())
      await all
    }
    const call = `call p50 ${quantile(times, 0.5).toFixed(0)} ms, most ${Math.max(...times).toFixed(0)} ms`
    const turns = `others begun while it waited: most ${Math.max(...ahead)}; still waiting after it: least ${Math.min(...behind)}`
    console.log(`${name.padEnd(20)} ${call}; ${turns}`)
  }
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true })
}
