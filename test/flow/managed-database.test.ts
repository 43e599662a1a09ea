/** A server on a database as providers sell it: no superuser, TLS, and a pooler of transactions in front. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config.ts'
import { connectDatabase } from '../../src/db/connect.ts'
import { createLogger } from '../../src/lib/log.ts'
import { createSession } from '../fixtures/applicant.ts'
import { type Certificates, makeCertificates } from '../harness/certificates.ts'
import { createFolder } from '../harness/folder.ts'
import { createManagedDatabase, type ManagedDatabase, serveTls } from '../harness/managed-database.ts'
import { type PgBouncer, pgbouncerMissing, startPgBouncer } from '../harness/pgbouncer.ts'
import { runCommandProcess, startServerProcess } from '../harness/process.ts'
import { reachServer } from '../harness/reached.ts'

const TIMEOUT_MS = 240_000

let managed: ManagedDatabase
let certificates: Certificates
let pooler: PgBouncer | undefined
let endTls: () => Promise<void>
beforeAll(async () => {
  managed = await createManagedDatabase()
  certificates = await makeCertificates()
  await expect(connect({ DATABASE_URL: byTls(managed.appUrl) })).rejects.toThrow(
    'The server of DATABASE_URL speaks no TLS, which sslmode of the URL asks for.',
  )
  endTls = await serveTls(managed.database.url, certificates)
  if (pgbouncerMissing === undefined) pooler = await startPgBouncer({ urls: [managed.appUrl], size: 4, certificates })
}, TIMEOUT_MS)
afterAll(async () => {
  await pooler?.stop()
  await endTls()
  await managed.database.close()
})

/** The URL with TLS that trusts our authority, or whatever the parameters say instead. */
function byTls(url: string, parameters: Readonly<Record<string, string>> = {}): string {
  const changed = new URL(url)
  changed.hostname = 'localhost'
  const asked = { sslmode: 'verify-full', sslrootcert: certificates.authorityFile, ...parameters }
  for (const [name, value] of Object.entries(asked)) if (value !== '') changed.searchParams.set(name, value)
  return changed.href
}

async function connect(env: Readonly<Record<string, string>>): Promise<void> {
  const connection = await connectDatabase(parseConfig(env), createLogger('silent'), { mode: 'cli' })
  await connection.close()
}

it(
  'is migrated, served and examined by roles that may do nothing else, by TLS, and queries pass the pooler',
  async () => {
    const direct = { DATABASE_URL: byTls(managed.appUrl), OPENIDV_DATABASE_OWNER_URL: byTls(managed.ownerUrl) }
    const env = pooler
      ? {
          ...direct,
          DATABASE_URL: byTls(pooler.via(managed.appUrl)),
          OPENIDV_DATABASE_SESSION_URL: direct.DATABASE_URL,
        }
      : direct
    const folder = await createFolder('managed')
    const server = await startServerProcess(folder, { ...env, OPENIDV_BLOBS: 'postgres' })
    try {
      const key = /-H "x-api-key: (sk_live_\w+)"/.exec(server.output())?.[1] ?? ''
      const reached = reachServer(server.baseUrl, key)
      const { id } = await createSession(reached)
      expect((await reached.request('GET', `/v1/sessions/${id}`, { key })).status).toBe(200)
      expect((await reached.request('GET', '/readyz')).json).toMatchObject({ status: 'ready' })
      expect(await countWithoutTls()).toEqual({ all: expect.toSatisfy((all: number) => all > 4), plain: 0 })
      const { stdout } = await runCommandProcess(folder, ['doctor'], { ...env, OPENIDV_BLOBS: 'postgres' })
      const username = new URL(managed.appUrl).username
      expect(stdout).toContain('ok      database: reachable and up to date')
      expect(stdout).toContain(`ok      database role: the application is ${username}, which owns nothing`)
      expect(stdout).not.toContain('broken')
    } finally {
      await server.end('SIGTERM')
    }
  },
  TIMEOUT_MS,
)

/** Connections of ours to the managed database. */
async function countWithoutTls(): Promise<unknown> {
  const { db } = managed.database
  const { rows } = await sql`
    select count(*)::int as all, count(*) filter (where not ssl)::int as plain
    from pg_stat_activity join pg_stat_ssl using (pid)
    where datname = current_database() and usename <> current_user`.execute(db)
  return rows[0]
}

describe('a server whose certificate', () => {
  it.each([
    ['nobody vouches for', () => byTls(managed.appUrl, { sslrootcert: '' }), 'unable to verify the first certificate'],
    ['is of another name', () => byTls(managed.appUrl).replace('localhost', '127.0.0.1'), 'is not in the cert'],
  ])('%s is refused, and the setting is named', async (_what, url, why) => {
    const refusal = await connect({ DATABASE_URL: url() }).catch((error: Error) => error.message)
    expect(refusal).toContain('The certificate of the server of DATABASE_URL is refused')
    expect(refusal).toContain(why)
    expect(refusal).toContain('sslrootcert=FILE')
    expect(refusal).not.toContain('of-the-application')
  })

  it('should be vouched for by a file that is not there is refused, too', async () => {
    const url = byTls(managed.appUrl, { sslrootcert: '/nowhere/ca.pem' })
    await expect(connect({ DATABASE_URL: url })).rejects.toThrow('DATABASE_URL names a file that is not there')
  })
})

describe.skipIf(pgbouncerMissing !== undefined)('a pooler of transactions is refused', () => {
  const pooled = () => byTls(pooler?.via(managed.appUrl) ?? '')
  const OWNER = {
    get OPENIDV_DATABASE_OWNER_URL() {
      return byTls(managed.ownerUrl)
    },
  }

  it('where nothing says that it is one', async () => {
    const refused = connect({ ...OWNER, DATABASE_URL: pooled() })
    await expect(refused).rejects.toThrow('DATABASE_URL leads to a pooler of transactions')
  })

  it('where sessions are needed', async () => {
    const env = { ...OWNER, DATABASE_URL: pooled(), OPENIDV_DATABASE_SESSION_URL: pooled() }
    await expect(connect(env)).rejects.toThrow('OPENIDV_DATABASE_SESSION_URL leads to a pooler of transactions')
  })

  it('where it does not let the role of the application in', async () => {
    const env = {
      DATABASE_URL: byTls(pooler?.via(managed.ownerUrl) ?? ''),
      OPENIDV_DATABASE_SESSION_URL: byTls(managed.ownerUrl),
    }
    await expect(connect(env)).rejects.toThrow('DATABASE_URL is refused by its server: ')
  })

  it('where it leads to another role than the connection past it', async () => {
    const env = { ...OWNER, DATABASE_URL: pooled(), OPENIDV_DATABASE_SESSION_URL: byTls(managed.ownerUrl) }
    await expect(connect(env)).rejects.toThrow(/DATABASE_URL leads to the database \w+ as app_\w+, /)
  })
})
