/** The login of the application beside that of the owner: derived from the owner's, so that nothing has to be kept. */
import { createHash, pbkdf2Sync } from 'node:crypto'
import type pg from 'pg'
import { hmacSha256 } from '../lib/crypto.ts'

/** A role that may log in, with its password. */
export interface AppLogin {
  readonly role: string
  readonly password: string
}

/** Marks the roles that we made: no other is ever given a password by us. */
const MARK = 'The application of OpenIDV in one database; made by its owner.'

const MAX_NAME_BYTES = 63
const SCRAM_ITERATIONS = 4096

/**
 * The login for the database at `ownerUrl`, the same in every process that knows the owner's password; undefined where
 * the owner logs in without one.
 */
export function deriveAppLogin(ownerUrl: string, database: string): AppLogin | undefined {
  const ownerPassword = URL.canParse(ownerUrl) ? decodeURIComponent(new URL(ownerUrl).password) : ''
  if (ownerPassword === '') return undefined
  const role = Buffer.from(`openidv_app_${database}`).subarray(0, MAX_NAME_BYTES).toString()
  const password = hmacSha256(Buffer.from(ownerPassword), `password of the role ${role}`).toString('base64url')
  return { role, password }
}

/** The login of a URL that has one. */
export function loginOf(url: string): AppLogin {
  const { username, password } = new URL(url)
  return { role: decodeURIComponent(username), password: decodeURIComponent(password) }
}

/** The same database, entered by another role. */
export function withLogin(url: string, { role, password }: AppLogin): string {
  const changed = new URL(url)
  changed.username = encodeURIComponent(role)
  changed.password = encodeURIComponent(password)
  return changed.href
}

/**
 * Makes the role, or gives ours its password again. Answers why not, when a role of that name is somebody else's or the
 * owner may make none; undefined when done.
 */
export async function makeAppRole(owner: pg.Client, { role, password }: AppLogin): Promise<string | undefined> {
  const { rows } = await owner.query<{ may: boolean; name: string; mark: string | null; exists: boolean }>(
    `select me.rolsuper or me.rolcreaterole as may, me.rolname as name, app.oid is not null as exists,
       shobj_description(app.oid, 'pg_authid') as mark
     from pg_roles as me left join pg_roles as app on app.rolname = $1 where me.rolname = current_user`,
    [role],
  )
  const [me] = rows
  if (me?.exists && me.mark !== MARK) return `the role ${role} exists and is not ours`
  if (!me?.may) return `the role ${me?.name} may not create roles`
  const name = owner.escapeIdentifier(role)
  const options = `login nocreatedb nocreaterole noinherit password ${owner.escapeLiteral(toVerifier(role, password))}`
  await owner.query('begin')
  await owner.query(`${me.exists ? 'alter' : 'create'} role ${name} ${options}`)
  await owner.query(`comment on role ${name} is ${owner.escapeLiteral(MARK)}`)
  await owner.query('commit')
  return undefined
}

/**
 * What PostgreSQL keeps of a password (RFC 5803), so that the password itself stands in no statement and in no log of
 * the server. The salt may be known: it follows from the name and the random password.
 */
export function toVerifier(role: string, password: string): string {
  const salt = hmacSha256(Buffer.from(password), `salt of the role ${role}`).subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, SCRAM_ITERATIONS, 32, 'sha256')
  const storedKey = createHash('sha256').update(hmacSha256(salted, 'Client Key')).digest('base64')
  const serverKey = hmacSha256(salted, 'Server Key').toString('base64')
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
