/** Gives the application a role of its own, which owns nothing and may only do what its work needs. */
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import type { Logger } from '../lib/log.ts'
import { deriveAppLogin, makeAppRole, withLogin } from './app-role.ts'
import { findNewestVersion } from './migration-files.ts'
import { CONNECTION_BOUNDS } from './pool.ts'
import { isConnectionError } from './transaction.ts'

/** How the application enters the database. */
export interface Access {
  /** PostgreSQL URL of the application, with its password. */
  readonly url: string
  readonly role: string
  /** Why the application runs as the owner of its tables; undefined when it has a role of its own. */
  readonly shared: string | undefined
}

interface AccessOptions {
  /** Of the role that owns the tables; the migrations were applied by it. */
  readonly ownerUrl: string
  /** Of the role of the application where the operator made one; undefined: we make it. */
  readonly appUrl?: string | undefined
  readonly log: Logger
}

const ACCESS_FILE = new URL('../../migrations/access.sql', import.meta.url)

/** PgBouncer's word for a role that is not on its list. */
const UNKNOWN_TO_POOLER = '08P01'

/** Keeps processes that start together apart. */
const LOCK_KEY = 7_263_114_906

/**
 * Makes or finds the role of the application and grants it what it needs. Falls back to the owner's own role, and says
 * why, where no other can be made.
 */
export async function openAccess({ ownerUrl, appUrl, log }: AccessOptions): Promise<Access> {
  const owner = await connect(ownerUrl, log)
  try {
    await owner.query('select pg_advisory_lock($1)', [LOCK_KEY])
    const ownerRole = await readRole(owner)
    const access = appUrl
      ? await findGivenRole(appUrl, ownerRole, log)
      : await findOwnRole(owner, ownerUrl, ownerRole, log)
    if (await isGivenByNewer(owner, access.role)) return access
    await owner.query(`select set_config('openidv.app_role', $1, false)`, [access.shared ? '' : access.role])
    await owner.query(await readFile(ACCESS_FILE, 'utf8'))
    return access
  } finally {
    await owner.end()
  }
}

/** Rights in a newer schema are those of the newer version: ours know nothing of its tables, and would open them. */
async function isGivenByNewer(owner: pg.Client, role: string): Promise<boolean> {
  const { rows } = await owner.query<{ version: number | null; given: boolean }>(
    `select max(version) as version, has_schema_privilege($1, 'graphile_worker', 'USAGE') as given from schema_migrations`,
    [role],
  )
  return Boolean(rows[0]?.given) && (rows[0]?.version ?? 0) > (await findNewestVersion())
}

/** The role that the operator made: it must not be the owner, nor may it be able to become it. */
async function findGivenRole(appUrl: string, ownerRole: string, log: Logger): Promise<Access> {
  const client = await connect(appUrl, log)
  try {
    const role = await readRole(client)
    const { rows } = await client.query<{ strong: boolean }>(
      `select rolsuper or rolbypassrls or rolcreaterole or pg_has_role($1, 'MEMBER') as strong
       from pg_roles where rolname = current_user`,
      [ownerRole],
    )
    const shared = rows[0]?.strong ? `DATABASE_URL logs in as ${role}, which may do what the owner may` : undefined
    return { url: appUrl, role, shared }
  } finally {
    await client.end()
  }
}

async function findOwnRole(owner: pg.Client, ownerUrl: string, ownerRole: string, log: Logger): Promise<Access> {
  const shared = (why: string): Access => ({ url: ownerUrl, role: ownerRole, shared: why })
  const login = deriveAppLogin(ownerUrl, await readDatabase(owner))
  if (!login) return shared(`the role ${ownerRole} has no password, from which that of another one could follow`)
  const access = { url: withLogin(ownerUrl, login), role: login.role, shared: undefined }
  if (await canEnter(access.url, log)) return access
  const problem = await makeAppRole(owner, login)
  if (problem !== undefined) return shared(problem)
  return (await canEnter(access.url, log)) ? access : shared(`the role ${login.role} was made, but cannot log in`)
}

/** Whether the login works; throws when the database is gone. */
async function canEnter(url: string, log: Logger): Promise<boolean> {
  try {
    await (await connect(url, log)).end()
    return true
  } catch (error) {
    if (isConnectionError(error) && !(error instanceof pg.DatabaseError && error.code === UNKNOWN_TO_POOLER))
      throw error
    return false
  }
}

async function connect(url: string, log: Logger): Promise<pg.Client> {
  const client = new pg.Client({ ...CONNECTION_BOUNDS, connectionString: url, application_name: 'openidv-access' })
  client.on('error', (err) => log.warn({ err }, 'connection for the roles broke'))
  await client.connect()
  return client
}

async function readRole(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ role: string }>('select current_user as role')
  return rows[0]?.role ?? ''
}

async function readDatabase(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  return rows[0]?.name ?? ''
}
