/** A database as a provider sells it: its owner is no superuser, and the server speaks TLS. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { withLogin } from '../../src/db/app-role.ts'
import type { Certificates } from './certificates.ts'
import { createEmptyDatabase, type TestDatabase } from './database.ts'
import { until } from './server.ts'

export interface ManagedDatabase {
  readonly database: TestDatabase
  /** Of a role that owns the database and may do nothing else on the server. */
  readonly ownerUrl: string
  /** Of a role that owns nothing. */
  readonly appUrl: string
}

/** An empty database with both roles; close its `database`. */
export async function createManagedDatabase(): Promise<ManagedDatabase> {
  const database = await createEmptyDatabase()
  const marker = randomBytes(6).toString('hex')
  const owner = { role: `owner_${marker}`, password: 'of-the-owner' }
  const app = { role: `app_${marker}`, password: 'of-the-application' }
  await asSuperuser(database.url, async (client) => {
    for (const { role, password } of [owner, app])
      await client.query(`create role ${role} login nosuperuser nocreaterole nobypassrls password '${password}'`)
    await client.query(`alter database ${new URL(database.url).pathname.slice(1)} owner to ${owner.role}`)
  })
  return { database, ownerUrl: withLogin(database.url, owner), appUrl: withLogin(database.url, app) }
}

/** Lets the tests' server speak TLS to whoever asks for it, until the answer is called. */
export async function serveTls(url: string, { certFile, keyFile }: Certificates): Promise<() => Promise<void>> {
  await asSuperuser(url, async (client) => {
    // Written by the server itself, whose user must own the key.
    await client.query(await toWrite(certFile, 'server.crt'))
    await client.query(await toWrite(keyFile, 'server.key'))
  })
  await setTls(url, 'on')
  return () => setTls(url, 'off')
}

async function toWrite(file: string, name: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return `copy (values ${lines.map((line) => `('${line}')`).join(',')}) to program 'umask 077; cat > ${name}'`
}

async function setTls(url: string, state: 'on' | 'off'): Promise<void> {
  await asSuperuser(url, async (client) => {
    await client.query(`alter system set ssl = ${state}`)
    await client.query('select pg_reload_conf()')
  })
  // The postmaster reads it a moment later; a new connection has it.
  await until(() => asSuperuser(url, async (client) => (await client.query('show ssl')).rows[0]?.ssl === state))
}

/** Runs work as the superuser of the tests' server. */
async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
