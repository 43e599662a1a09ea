/** Starts a real server for each worker of a browser run, on a free port and an empty data folder, and removes them after it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FullConfig } from '@playwright/test'
import { createFolder } from '../../harness/folder.ts'
import { rememberServers } from './server-address.ts'

const PROGRAM = fileURLToPath(new URL('server-process.ts', import.meta.url))

interface RunningServer {
  /** What it said of itself. */
  readonly message: unknown
  stop(): Promise<void>
}

/** Playwright's global set-up; answers how to end what it started. */
export default async function startServers({ workers }: FullConfig): Promise<() => Promise<void>> {
  const servers = await Promise.all(Array.from({ length: workers }, startServer))
  rememberServers(servers.map(({ message }) => message))
  return async () => {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function startServer(): Promise<RunningServer> {
  const dataDir = await createFolder('browser')
  const env = {
    ...process.env,
    OPENIDV_DATA_DIR: dataDir,
    OPENIDV_PORT: String(await findFreePort()),
    OPENIDV_LOG_LEVEL: 'warn',
    // All tests are signed in as the same person.
    OPENIDV_CONSOLE_RATE_PER_SECOND: '1000',
    OPENIDV_CONSOLE_BURST: '1000',
    OPENIDV_SIGNUP_GRANT_TOKENS: '1000',
    // Receivers of tests listen on loopback.
    OPENIDV_WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
  }
  // Playwright's loader must not reach the server: it runs as users run it.
  const server = fork(PROGRAM, { env, execArgv: [] })
  const [message] = await Promise.race([once(server, 'message'), failWhenEnded(once(server, 'exit'))])
  const stop = async () => {
    const ended = once(server, 'exit')
    server.disconnect()
    await ended
    await rm(dataDir, { recursive: true, force: true })
  }
  return { message, stop }
}

async function failWhenEnded(ended: Promise<unknown[]>): Promise<never> {
  const [code] = await ended
  throw new Error(`The server ended with code ${code} before it was ready; its words are above`)
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port')
  return address.port
}
