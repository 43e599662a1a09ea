/**
 * Measures how long a revoked key goes on working on another node: one process revokes, another is asked without pause.
 * Run: node bench/revocation.ts [revocations].
 */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { cpus, devNull } from 'node:os'
import { openContext } from '../src/cli/open-context.ts'
import { parseConfig } from '../src/config.ts'
import { acrossOrganizations } from '../src/db/reach.ts'
import { createLogger } from '../src/lib/log.ts'
import { createApiKey } from '../src/services/api-keys/create.ts'
import { revokeApiKey } from '../src/services/api-keys/revoke.ts'
import type { GetServers } from './harness/get-server.ts'
import { quantile } from './statistics.ts'

const revocations = Number(process.argv[2] ?? 200)

const logFile = await open(devNull, 'w')
const entry = new URL('./harness/get-server.ts', import.meta.url)
const child = fork(entry, { stdio: ['ignore', logFile.fd, 'inherit', 'ipc'] })
const [node] = (await once(child, 'message')) as [GetServers]
const config = parseConfig({ OPENIDV_DATA_DIR: node.dataDir })
const { ctx, close } = await openContext(config, createLogger('warn'), 'cli')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const operator = { kind: 'operator' as const, organizationId: node.organizationId }

const latenciesMs: number[] = []
for (let revocation = 0; revocation < revocations; revocation++) latenciesMs.push(await measureRevocation())

agent.destroy()
await close()
child.send('stop')
await once(child, 'exit')
await logFile.close()

const [p50, p99, most] = [0.5, 0.99, 1].map((part) => quantile(latenciesMs, part).toFixed(1))
console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${revocations} revocations`)
console.log(`from the commit to the other node's first refusal: p50 ${p50} ms, p99 ${p99} ms, longest ${most} ms`)

/** Milliseconds from the moment that the revocation returned to the arrival of the first 401 from the other process. */
async function measureRevocation(): Promise<number> {
  const { id, key } = await acrossOrganizations(() =>
    createApiKey(ctx, operator, { environment: 'live', name: 'To be revoked' }),
  )
  if ((await askStatus(key)) !== 200) throw new Error('the fresh key is refused')
  let revokedAtMs = Number.POSITIVE_INFINITY
  const revoking = acrossOrganizations(() => revokeApiKey(ctx, operator, id)).then(() => {
    revokedAtMs = performance.now()
  })
  while ((await askStatus(key)) === 200) {}
  const refusedAtMs = performance.now()
  await revoking
  // Refused before the revoking process had its own answer: the node was as quick as can be told.
  return Math.max(0, refusedAtMs - revokedAtMs)
}

async function askStatus(key: string): Promise<number | undefined> {
  const [response] = await once(
    get(`${node.full}/v1/auth/verify`, { agent, headers: { 'x-api-key': key } }),
    'response',
  )
  response.resume()
  await once(response, 'end')
  return response.statusCode
}
