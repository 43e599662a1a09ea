/** Starts a PgBouncer of its own in front of the tests' PostgreSQL: free loopback port, temporary folder, nothing kept. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Certificates } from './certificates.ts'
import { findFreePort } from './free-port.ts'

const BINARY = '/usr/sbin/pgbouncer'
const START_TIMEOUT_MS = 10_000
/** PgBouncer refuses to run as root; any other user will do. */
const NOBODY = 65_534

/** Why tests of pooling are skipped, or undefined when they run. In CI they always run, and fail without it. */
export const pgbouncerMissing: string | undefined =
  existsSync(BINARY) || process.env.CI ? undefined : `${BINARY} is not installed`

export interface PgBouncer {
  /** The given URL, by way of the pooler. */
  via(url: string): string
  stop(): Promise<void>
}

interface PoolingOptions {
  /** Of roles that it lets in, all of one server. */
  readonly urls: readonly [string, ...string[]]
  /** Connections to the server for each role and database. */
  readonly size: number
  /** With these it takes and makes no connection without TLS. */
  readonly certificates?: Certificates | undefined
}

/** Starts a pooler that gives its connections to another client after each transaction. */
export async function startPgBouncer({ urls, size, certificates }: PoolingOptions): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'openidv-pgbouncer-'))
  const port = await findFreePort()
  const logins = urls.map((url) => new URL(url)).map(({ username, password }) => `"${username}" "${password}"`)
  await writeFile(join(folder, 'users.txt'), `${logins.join('\n')}\n`)
  const tls = certificates ? configureTls(certificates, folder) : ''
  await writeFile(join(folder, 'pgbouncer.ini'), configure(new URL(urls[0]), port, folder, size) + tls)
  if (certificates) await copyFile(certificates.keyFile, join(folder, KEY_FILE))
  const isRoot = process.getuid?.() === 0
  if (isRoot)
    await Promise.all([chown(folder, NOBODY, NOBODY), certificates && chown(join(folder, KEY_FILE), NOBODY, NOBODY)])
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawn(BINARY, ['-q', join(folder, 'pgbouncer.ini')], { ...user, stdio: 'ignore' })
  child.on('error', () => undefined)
  await answering(child, port)
  return {
    via(target) {
      const changed = new URL(target)
      changed.port = String(port)
      return changed.href
    },
    async stop() {
      if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configure(server: URL, port: number, folder: string, size: number): string {
  return `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = ${size}
max_client_conn = 500
`
}

const KEY_FILE = 'server.key'

function configureTls({ authorityFile, certFile }: Certificates, folder: string): string {
  return `client_tls_sslmode = require
client_tls_cert_file = ${certFile}
client_tls_key_file = ${join(folder, KEY_FILE)}
server_tls_sslmode = verify-ca
server_tls_ca_file = ${authorityFile}
`
}

async function answering(child: ChildProcess, port: number): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    if (child.exitCode !== null || Date.now() > end) throw new Error(`${BINARY} did not start: ${child.exitCode}`)
    await wait(20)
  }
}
