/** A whole server for tests: its own database, files and clock, injected into instead of listening. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDiskBlobs } from '../../src/blobs/disk.ts'
import { PictureDecoder } from '../../src/children/picture-decoder.ts'
import { assembleServer } from '../../src/cli/assemble.ts'
import { parseConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { closeDatabase, openDatabase } from '../../src/db/database.ts'
import type { App } from '../../src/http/app-type.ts'
import { type FakeClock, fakeClock } from '../../src/lib/clock.ts'
import { ExpiringCache } from '../../src/lib/expiring-cache.ts'
import { createKeyring, type Keyring } from '../../src/lib/keyring.ts'
import { createLogger } from '../../src/lib/log.ts'
import { MAX_CACHED_KEYS } from '../../src/services/api-keys/cache.ts'
import { createOrganization, type FoundedOrganization } from '../../src/services/organizations/create.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export interface TestServer {
  /**
   * Looks at everything, as the owner of the tables; the server itself runs on `appCtx`. Both are others after a `restart` with
   * other keys.
   */
  readonly ctx: Context
  /** What the server runs on: the same, as the role of the application. */
  readonly appCtx: Context
  /** The one that answers requests; another after `restart`. */
  readonly app: App
  readonly clock: FakeClock
  readonly database: TestDatabase
  /** An organization with its keys and 1,000 tokens. */
  readonly organization: FoundedOrganization
  /** Every line that was logged, as JSON. */
  readonly logLines: readonly string[]
  /** One request; a body that is neither text nor bytes is sent as JSON. */
  request(method: Method, url: string, options?: RequestOptions): Promise<TestAnswer>
  /** Stops API and worker, lets `meanwhile` happen, and starts them again on the same database and files. */
  restart(meanwhile: () => Promise<void>, keyring?: Keyring): Promise<void>
  close(): Promise<void>
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface RequestOptions {
  readonly key?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly bytes: Buffer
  /** The parsed body; throws when it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any
}

/** A fixed moment in the middle of a day. */
export const TEST_NOW_MS = Date.UTC(2026, 10, 24, 12, 0, 0)
export const TEST_SECRET = 'a root secret of the tests that is long enough to be taken for one'

/**
 * Answers wait for their checks, however busy the machine is; what a caller sees who does not wait has a test of its own.
 * The clock stands still, and so would the bucket of whoever calls the console.
 */
const TEST_ENV = {
  OPENIDV_BASE_URL: 'http://openidv.test',
  OPENIDV_CHECK_WAIT_MS: '110000',
  OPENIDV_IDLE_TIMEOUT_MS: '120000',
  OPENIDV_CONSOLE_BURST: '1000000',
  OPENIDV_DECODE_TIMEOUT_MS: '60000',
  OPENIDV_CONSOLE_SIGN_UP: 'open',
  OPENIDV_SIGNUP_GRANT_TOKENS: '1000',
}

/** Starts a server whose clock stands still and that everybody may sign up to; `env` overrides settings, `visionEntry` the code of the vision processes. */
export async function startTestServer(
  env: Readonly<Record<string, string>> = {},
  visionEntry?: URL,
): Promise<TestServer> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'openidv-server-'))
  const clock = fakeClock(TEST_NOW_MS)
  const logLines: string[] = []
  const log = createLogger('info', { write: (line) => void logLines.push(line) })
  const config = parseConfig({ ...TEST_ENV, OPENIDV_DATA_DIR: dataDir, ...env })
  const blobs = openDiskBlobs(join(dataDir, 'blobs'))
  const keyCache = new ExpiringCache(MAX_CACHED_KEYS)
  const decoder = new PictureDecoder({ timeoutMs: config.decoding.timeoutMs, log })
  const keyring = createKeyring(TEST_SECRET)
  let ctx: Context = { config, db: database.db, clock, log, keyring, blobs, decoder, keyCache }
  let appCtx: Context = { ...ctx, db: openDatabase({ url: database.appUrl, poolSize: 10, log }) }
  let assembled = await assembleServer(appCtx, database.appUrl, { visionEntry })
  const organization = await createOrganization(ctx, { name: 'Acme' })
  return {
    get ctx() {
      return ctx
    },
    get appCtx() {
      return appCtx
    },
    get app() {
      return assembled.app
    },
    clock,
    database,
    organization,
    logLines,
    request: (method, url, options) => inject(assembled.app, method, url, options),
    async restart(meanwhile, changed) {
      await assembled.stop()
      await meanwhile()
      if (changed) {
        ctx = { ...ctx, keyring: changed, keyCache: new ExpiringCache(MAX_CACHED_KEYS) }
        appCtx = { ...ctx, db: appCtx.db }
      }
      assembled = await assembleServer(appCtx, database.appUrl, { visionEntry })
    },
    async close() {
      await assembled.stop()
      await decoder.close()
      await closeDatabase(appCtx.db)
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function inject(app: App, method: Method, url: string, options: RequestOptions = {}): Promise<TestAnswer> {
  const { key, body, headers } = options
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
  const answer = await app.inject({
    method,
    url,
    headers: {
      ...(key !== undefined && { 'x-api-key': key }),
      ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: isRaw ? body : JSON.stringify(body) }),
  })
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    bytes: answer.rawPayload,
    get json() {
      return JSON.parse(answer.body)
    },
  }
}

/** Waits until `condition` holds; throws after `timeoutMs`. */
export async function until(condition: () => Promise<boolean> | boolean, timeoutMs = 20_000): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`The condition did not hold within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
