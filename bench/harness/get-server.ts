/** The process that the measurements of keys load: the whole server, and routes of the same answer without it beside. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { seed } from '../../src/cli/seed.ts'
import { startServer } from '../../src/cli/start-server.ts'
import { parseConfig } from '../../src/config.ts'
import { acrossOrganizations } from '../../src/db/reach.ts'
import { createApp } from '../../src/http/app.ts'
import type { OrganizationId } from '../../src/lib/ids.ts'
import { createLogger } from '../../src/lib/log.ts'

/** Sent once everything listens. */
export interface GetServers {
  /** Node's own server, which answers the same bytes, headers included, to whatever is asked. */
  readonly node: string
  /** A Fastify that does nothing else: no log, no headers. */
  readonly bare: string
  /** The server's own app with this route open: ids, headers and the log line, but neither key nor limits. */
  readonly open: string
  readonly full: string
  readonly key: string
  readonly organizationId: OrganizationId
  /** Of the embedded database, which other processes may share. */
  readonly dataDir: string
}

/** Limits that are counted like any others and never reached. */
const WIDE_LIMITS = {
  OPENIDV_RATE_PER_SECOND: '1000000',
  OPENIDV_RATE_BURST: '1000000',
  OPENIDV_DAILY_QUOTA: '1000000000',
}

const dataDir = await mkdtemp(join(tmpdir(), 'openidv-bench-'))
const log = createLogger('info')
const config = parseConfig({ OPENIDV_DATA_DIR: dataDir, OPENIDV_PORT: '0', ...WIDE_LIMITS })
const server = await startServer(config, log)
const { organizationId, organizationName, liveKey } = await acrossOrganizations(() => seed(server.ctx))
const answer = { valid: true, organization: { id: organizationId, name: organizationName, status: 'active' } }

const bare = Fastify()
bare.get('/v1/auth/verify', async () => answer)
const open = createApp({ ctx: server.ctx })
open.get('/v1/auth/verify', async () => answer)
const listening = { port: 0, host: '127.0.0.1' }

const node = createServer()
process.send?.({
  node: await listenAsTwin(node, server.baseUrl),
  bare: await bare.listen(listening),
  open: await open.listen(listening),
  full: server.baseUrl,
  key: liveKey,
  organizationId,
  dataDir,
} satisfies GetServers)
process.on('message', (word) => {
  if (word === 'cpu') process.send?.(process.cpuUsage())
  if (word === 'stop') stop()
})

/** Answers what the whole server answers, made once. */
async function listenAsTwin(twin: Server, url: string): Promise<string> {
  const told = await fetch(`${url}/v1/auth/verify`, { headers: { 'x-api-key': liveKey } })
  const body = await told.text()
  // The connection's own fields are Node's to write.
  const headers = [...told.headers].filter(([name]) => !['connection', 'date', 'keep-alive'].includes(name))
  twin.on('request', (_request, response) => response.writeHead(told.status, headers.flat()).end(body))
  twin.listen(0, '127.0.0.1')
  await once(twin, 'listening')
  return `http://127.0.0.1:${(twin.address() as AddressInfo).port}`
}

async function stop(): Promise<void> {
  node.close()
  node.closeAllConnections()
  await bare.close()
  await open.close()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
  process.disconnect()
}
