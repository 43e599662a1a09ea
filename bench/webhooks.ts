/**
 * Proves that webhooks arrive: events of sessions while server and receiver are killed again and again, counted as lost, twice, or out of
 * the order of their session; then the rate of a backlog, and what a dead receiver of another organization does to it.
 * Run: npm run bench -- webhooks [events, default 20000] [kills, default 6].
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createFolder } from '../test/harness/folder.ts'
import { runCommandProcess, type ServerProcess, startServerProcess } from '../test/harness/process.ts'
import { killTree } from '../test/harness/process-tree.ts'
import type { ReceivedWebhook } from './harness/webhook-receiver.ts'

const events = Number(process.argv[2] ?? 20_000)
const kills = Number(process.argv[3] ?? 6)
const CALLERS = 16
const RECEIVER = fileURLToPath(new URL('harness/webhook-receiver.ts', import.meta.url))
const ENV = {
  OPENIDV_WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
  OPENIDV_RATE_PER_SECOND: '10000',
  OPENIDV_RATE_BURST: '10000',
  OPENIDV_DAILY_QUOTA: '10000000',
}
const PERSON = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }

/** What the commands print, of which each prints some. */
interface Printed {
  readonly id: string
  readonly organization_id: string
  readonly live_key: string
}

interface Organization {
  readonly id: string
  readonly key: string
}

const dataDir = await createFolder('bench-webhooks')
const received: ReceivedWebhook[] = []
const port = await findFreePort()
let server: ServerProcess = await startServerProcess(dataDir, ENV)
let receiver = await startReceiver()

const own = await foundOrganization('own')
await command('webhooks', 'create', '--organization', own.id, '--url', `http://127.0.0.1:${port}/`)

/** Each session is two events, in this order. */
const acknowledged: string[] = []
const isOver = () => acknowledged.length * 2 >= events
await Promise.all([...Array.from({ length: CALLERS }, work), disturb()])
const expected = acknowledged.length * 2
const leftAtMs = performance.now()
const left = expected - countTold()
await waitUntil(() => countTold() >= expected, 10 * 60_000)
console.log(`${expected} events of ${acknowledged.length} sessions, server and receiver killed ${kills} times each`)
console.log(`  lost            ${expected - countTold()}`)
console.log(`  out of order    ${countOutOfOrder()}`)
console.log(
  `  sent twice      ${received.length - new Set(received.map(({ id }) => id)).size}, under the same webhook-id`,
)
console.log(`  left at the end ${left}, there ${((performance.now() - leftAtMs) / 1000).toFixed(1)} s later`)

const alone = await timeBacklog(false)
const beside = await timeBacklog(true)
console.log(`backlog of ${alone.count} events`)
console.log(`  alone                                         ${alone.perSecond.toFixed(0)}/s`)
console.log(`  beside a receiver of another organization that never answers 1,000  ${beside.perSecond.toFixed(0)}/s`)
console.log(`  ratio ${(beside.perSecond / alone.perSecond).toFixed(2)}`)
await server.end('SIGTERM')
receiver.kill()
await rm(dataDir, { recursive: true, force: true })

async function work(): Promise<void> {
  while (!isOver()) {
    try {
      const id = await createSession(own)
      await voidSession(own, id)
      acknowledged.push(id)
    } catch (error) {
      // The server was killed: a session that was made and not voided is not counted.
      if (!(error instanceof Error) || error.message !== 'fetch failed') throw error
      await sleep(100)
    }
  }
}

/** Kills one after the other, and starts each again. */
async function disturb(): Promise<void> {
  for (let kill = 0; kill < kills && !isOver(); kill++) {
    await waitUntil(() => acknowledged.length * 2 > (events * (kill + 1)) / (kills + 1) || isOver(), 30 * 60_000)
    receiver.kill('SIGKILL')
    killTree(server.child.pid ?? 0)
    await sleep(500)
    receiver = await startReceiver()
    server = await startServerProcess(dataDir, ENV)
  }
}

/** How fast what waited is sent once its endpoint is active again. */
async function timeBacklog(isBesideDead: boolean): Promise<{ count: number; perSecond: number }> {
  const organization = await foundOrganization(isBesideDead ? 'beside' : 'alone')
  const { id } = await command(
    'webhooks',
    'create',
    '--organization',
    organization.id,
    '--url',
    `http://127.0.0.1:${port}/`,
  )
  if (isBesideDead) await addDead()
  await call(organization, 'PATCH', `/v1/webhook-endpoints/${id}`, { status: 'paused' })
  const ids = await createMany(organization, 3000)
  const before = countOf(ids)
  await call(organization, 'PATCH', `/v1/webhook-endpoints/${id}`, { status: 'active' })
  const startMs = performance.now()
  await waitUntil(() => countOf(ids) - before >= ids.size, 10 * 60_000)
  return { count: ids.size, perSecond: ids.size / ((performance.now() - startMs) / 1000) }
}

/** An organization with 1,000 events for a receiver that takes connections and says nothing. */
async function addDead(): Promise<void> {
  const silent = createServer().listen(0, '127.0.0.1').unref()
  await once(silent, 'listening')
  const address = silent.address()
  const deadPort = typeof address === 'object' && address ? address.port : 0
  const dead = await foundOrganization('dead')
  await command('webhooks', 'create', '--organization', dead.id, '--url', `http://127.0.0.1:${deadPort}/`)
  await createMany(dead, 1000)
}

async function createMany(organization: Organization, count: number): Promise<Set<string>> {
  const ids = new Set<string>()
  const create = async () => {
    while (ids.size < count) ids.add(await createSession(organization))
  }
  await Promise.all(Array.from({ length: CALLERS }, create))
  return ids
}

async function createSession(organization: Organization): Promise<string> {
  return (await call<{ id: string }>(organization, 'POST', '/v1/sessions', PERSON)).id
}

async function voidSession(organization: Organization, id: string): Promise<void> {
  await call(organization, 'PATCH', `/v1/sessions/${id}`, { status: 'VOIDED' })
}

async function call<T>({ key }: Organization, method: string, path: string, body: object): Promise<T> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  const answer = await fetch(`${server.baseUrl}${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

async function foundOrganization(name: string): Promise<Organization> {
  const made = await command('organizations', 'create', '--name', name)
  await runCommandProcess(dataDir, ['tokens', 'grant', '--organization', made.organization_id, '--amount', '100000000'])
  return { id: made.organization_id, key: made.live_key }
}

/** Events of webhooks are of the live environment. */
async function command(...args: string[]): Promise<Printed> {
  const live = args[0] === 'webhooks' ? ['--environment', 'live', '--events', 'all'] : []
  const { stdout, stderr, code } = await runCommandProcess(dataDir, [...args, ...live, '--json'])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

async function startReceiver(): Promise<ChildProcess> {
  const child = fork(RECEIVER, [String(port)])
  child.on('message', (message) => {
    if (message !== 'listening') received.push(message as ReceivedWebhook)
  })
  await once(child, 'message')
  return child
}

/** Events of acknowledged sessions that arrived, each once. */
function countTold(): number {
  return countOf(new Set(acknowledged))
}

function countOf(ids: ReadonlySet<string>): number {
  return new Set(received.flatMap(({ id, sessionId }) => (ids.has(sessionId) ? [id] : []))).size
}

/** Sessions whose end arrived before anything told of their beginning. */
function countOutOfOrder(): number {
  const begun = new Set<string>()
  const wrong = new Set<string>()
  for (const { type, sessionId } of received) {
    if (type === 'session.created') begun.add(sessionId)
    else if (!begun.has(sessionId)) wrong.add(sessionId)
  }
  return wrong.size
}

async function waitUntil(isSo: () => boolean, mostMs: number): Promise<void> {
  const endMs = performance.now() + mostMs
  while (!isSo() && performance.now() < endMs) await sleep(100)
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}
