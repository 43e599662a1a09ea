/** Tries the URLs of the settings before anything relies on them, so that what is wrong is said with the setting's name. */
import pg from 'pg'
import type { Logger } from '../lib/log.ts'
import { CONNECTION_BOUNDS } from './pool.ts'
import { DatabaseStartError } from './start-error.ts'

/** A URL and the variable that it comes from. */
export interface NamedUrl {
  readonly url: string
  readonly setting: string
}

/** Of certificates: Node's names, and OpenSSL's (X509_STORE_CTX_get_error(3)). */
const CERTIFICATE_CODES =
  /^(ERR_TLS_CERT|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ERR_SSL_)/
/** Of logins (class 28), and whatever PgBouncer refuses. */
const LOGIN_CODES = /^(28|08P01)/
const NO_TLS = 'The server does not support SSL connections'

const ROUNDS = 3
const GUIDE = 'docs/guides/production.md#connections-and-poolers'

/** What was found to be right in this process: a command may open the database more than once. */
const found = new Set<string>()

/**
 * Throws `DatabaseStartError` when the server behind a connection changes, as it does behind a pooler of transactions: locks
 * and notifications would be lost there, and rows of one organization shown to another.
 */
export async function requireSessions(named: NamedUrl, log: Logger): Promise<void> {
  if (found.has(named.url)) return
  const clients: pg.Client[] = []
  try {
    while (clients.length < 2) clients.push(await connectNamed(named, log))
    const rounds: number[][] = []
    while (rounds.length < ROUNDS) {
      const round: number[] = []
      for (const client of clients) round.push(await readProcess(client))
      rounds.push(round)
    }
    const [[one, other] = []] = rounds
    if (one !== other && rounds.every((round) => round[0] === one && round[1] === other)) {
      found.add(named.url)
      return
    }
    throw new DatabaseStartError(
      `${named.setting} leads to a pooler of transactions: only DATABASE_URL may, and then ` +
        `OPENIDV_DATABASE_SESSION_URL names a connection past it (${GUIDE}).`,
    )
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** Throws `DatabaseStartError` when the pooler leads to another database or role than the connection past it. */
export async function requireSameLogin(pooled: NamedUrl, direct: NamedUrl, log: Logger): Promise<void> {
  const pair = `${pooled.url} ${direct.url}`
  if (found.has(pair)) return
  const [there, here] = [await readLogin(pooled, log), await readLogin(direct, log)]
  if (there === here) {
    found.add(pair)
    return
  }
  throw new DatabaseStartError(`${pooled.setting} leads to ${there}, ${direct.setting} to ${here} (${GUIDE}).`)
}

async function readLogin(named: NamedUrl, log: Logger): Promise<string> {
  const client = await connectNamed(named, log)
  try {
    const { rows } = await client.query<{ login: string }>(
      `select format('the database %s as %s', current_database(), current_user) as login`,
    )
    return rows[0]?.login ?? ''
  } finally {
    await client.end()
  }
}

async function connectNamed({ url, setting }: NamedUrl, log: Logger): Promise<pg.Client> {
  try {
    const client = new pg.Client({ ...CONNECTION_BOUNDS, connectionString: url, application_name: 'openidv-try' })
    client.on('error', (err) => log.debug({ err, setting }, 'a tried connection broke'))
    await client.connect()
    return client
  } catch (error) {
    throw explain(error, setting)
  }
}

/** What a setting mends is said with its name; a server that is away is none of these. */
function explain(error: unknown, setting: string): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (CERTIFICATE_CODES.test(code)) {
    const advice = 'name the authority that signed it by sslrootcert=FILE in the URL, or in NODE_EXTRA_CA_CERTS'
    const message = `The certificate of the server of ${setting} is refused: ${error.message}; ${advice}.`
    return new DatabaseStartError(message, { cause: error })
  }
  if (code === 'ENOENT' && error.message.includes('open'))
    return new DatabaseStartError(`${setting} names a file that is not there: ${error.message}.`)
  if (LOGIN_CODES.test(code)) return new DatabaseStartError(`${setting} is refused by its server: ${error.message}.`)
  if (error.message !== NO_TLS) return error
  return new DatabaseStartError(`The server of ${setting} speaks no TLS, which sslmode of the URL asks for.`)
}

async function readProcess(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}
