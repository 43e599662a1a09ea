/** Reads the environment, once: the only file that does. Every problem is reported together. */
import { resolve } from 'node:path'
import { SETTINGS } from './settings.ts'

/** A value that must never be printed: JSON and string forms are redacted. */
export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  /** The value itself, for the one place that needs it. */
  reveal(): string {
    return this.#value
  }
  toJSON(): string {
    return '[redacted]'
  }
  toString(): string {
    return '[redacted]'
  }
}

const MIB = 1024 * 1024

/** The most of one thing at the same time: of all clients together, and of each address. */
interface Bound {
  readonly total: number
  readonly each: number
}

interface FrontDoorBounds {
  /** Behind a proxy that is trusted, `each` counts an address's requests, since the connections are the proxy's. */
  readonly connections: Bound
  /** Bytes of request bodies that are being received or worked on. */
  readonly bodyBytes: Bound
  /** Open pages of the console that listen for changes. */
  readonly streams: Bound
}

export interface Config {
  readonly production: boolean
  readonly http: {
    readonly host: string
    readonly port: number
    /** Absolute URL that clients reach us by, without a slash at the end. */
    readonly baseUrl: string
    /** Whether `X-Forwarded-*` of the nearest proxy is believed. */
    readonly trustProxy: boolean
    readonly bounds: FrontDoorBounds
    readonly timeouts: {
      /** From the opening of a connection, or the first byte of a further request, to the end of its headers. */
      readonly headersMs: number
      /** From there to the end of the body. */
      readonly bodyMs: number
      /** Without a byte in either direction while a request is under way. */
      readonly idleMs: number
      /** Between two requests of one connection. */
      readonly keepAliveMs: number
    }
  }
  /** Folder of the embedded database, the blobs and the generated secret. */
  readonly dataDir: string
  readonly logLevel: string
  readonly database: {
    /** Undefined means the embedded PostgreSQL. */
    readonly url: Secret | undefined
    /** Of the role that owns the tables, where `url` is of one that owns nothing; undefined: `url` is the owner's. */
    readonly ownerUrl: Secret | undefined
    readonly poolSize: number
  }
  readonly redis: { readonly url: Secret | undefined; readonly nodes: number }
  readonly secrets: {
    /** Root secret; undefined means the one in the data folder. */
    readonly secretKey: Secret | undefined
    /** Earlier root secrets, newest first: keys made under them still work. */
    readonly previousSecretKeys: readonly Secret[]
  }
  readonly limits: { readonly ratePerSecond: number; readonly burst: number; readonly dailyQuota: number }
  readonly billing: {
    readonly signupGrantTokens: number
    /** Tokens per use that replace list prices, by price name. */
    readonly prices: Readonly<Record<string, number>>
  }
  readonly vision: {
    readonly threads: number
    readonly timeoutMs: number
    /** Longest time that a request waits for its check. */
    readonly waitMs: number
    /** Cosine similarity at and above which two faces match. */
    readonly faceMatchThreshold: number
    /** Cosine similarity at and above which a person must look; below it the faces do not match. */
    readonly faceReviewThreshold: number
  }
  readonly decoding: { readonly timeoutMs: number }
  readonly console: {
    readonly signUp: 'open' | 'invited'
    /** How fast each person may call it, and how many calls may come at once. */
    readonly ratePerSecond: number
    readonly burst: number
  }
  readonly sessions: { readonly expiresInHours: number }
  /** How long requests are remembered: singly, and as sums. */
  readonly requests: { readonly logDays: number; readonly usageDays: number }
}

/** A problem with the environment; lists every variable that is wrong, with an example of a right value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Env = Readonly<Record<string, string | undefined>>

type SettingKey = keyof typeof SETTINGS

/** Parses the environment into a frozen configuration; throws `ConfigError` with every problem at once. */
export function parseConfig(env: Env): Config {
  const read = new Reader(env)
  const port = read.integer('port', 0, 65_535)
  const config: Config = {
    production: env.NODE_ENV === 'production',
    http: {
      host: read.text('host'),
      port,
      baseUrl: read.url('baseUrl')?.replace(/\/+$/, '') ?? `http://localhost:${port}`,
      trustProxy: read.boolean('trustProxy'),
      bounds: {
        connections: {
          total: read.integer('maxConnections', 1, 1_000_000),
          each: read.integer('addressConnections', 1, 1_000_000),
        },
        bodyBytes: {
          total: read.integer('maxBodies', 48, 1_000_000) * MIB,
          each: read.integer('addressBodies', 1, 1_000_000) * MIB,
        },
        streams: {
          total: read.integer('maxStreams', 1, 1_000_000),
          each: read.integer('addressStreams', 1, 1_000_000),
        },
      },
      timeouts: {
        headersMs: read.integer('headersTimeout', 100, 600_000),
        bodyMs: read.integer('bodyTimeout', 100, 3_600_000),
        idleMs: read.integer('idleTimeout', 100, 3_600_000),
        keepAliveMs: read.integer('keepAliveTimeout', 100, 3_600_000),
      },
    },
    dataDir: resolve(read.text('dataDir')),
    logLevel: read.oneOf('logLevel', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    database: {
      url: read.secret('databaseUrl'),
      ownerUrl: read.secret('databaseOwnerUrl'),
      poolSize: read.integer('poolSize', 4, 500),
    },
    redis: { url: read.secret('redisUrl'), nodes: read.integer('nodes', 1, 1000) },
    secrets: {
      secretKey: read.rootSecret('secretKey')[0],
      previousSecretKeys: read.rootSecret('previousSecretKeys'),
    },
    limits: {
      ratePerSecond: read.integer('ratePerSecond', 1, 1_000_000),
      burst: read.integer('burst', 1, 1_000_000),
      dailyQuota: read.integer('dailyQuota', 1, 1_000_000_000),
    },
    billing: {
      signupGrantTokens: read.integer('signupGrant', 0, 1_000_000_000),
      prices: read.prices('prices'),
    },
    vision: {
      threads: read.integer('visionThreads', 1, 64),
      timeoutMs: read.integer('visionTimeout', 1000, 600_000),
      waitMs: read.integer('checkWait', 100, 300_000),
      faceMatchThreshold: read.fraction('faceMatch'),
      faceReviewThreshold: read.fraction('faceReview'),
    },
    decoding: { timeoutMs: read.integer('decodeTimeout', 1000, 60_000) },
    console: {
      signUp: read.oneOf('consoleSignUp', ['open', 'invited']),
      ratePerSecond: read.integer('consoleRate', 1, 1_000_000),
      burst: read.integer('consoleBurst', 1, 1_000_000),
    },
    sessions: { expiresInHours: read.integer('sessionHours', 1, 8760) },
    requests: { logDays: read.integer('logDays', 1, 3650), usageDays: read.integer('usageDays', 1, 3650) },
  }
  if (config.vision.faceReviewThreshold > config.vision.faceMatchThreshold) {
    read.problem('faceReview', 'must not be above OPENIDV_FACE_MATCH_THRESHOLD', '0.30')
  }
  if (config.database.ownerUrl && !config.database.url) {
    read.problem(
      'databaseOwnerUrl',
      'needs DATABASE_URL, of the role of the application',
      'postgres://owner@host/openidv',
    )
  }
  read.throwProblems()
  return Object.freeze(config)
}

/** The configuration of this process's environment. */
export function loadConfig(): Config {
  return parseConfig(process.env)
}

/** Reads single variables and gathers what is wrong with them. */
/** A step, or a kind of check. */
const PRICE_NAME = /^[A-Za-z_]{1,64}$/

class Reader {
  readonly #env: Env
  readonly #problems: string[] = []

  constructor(env: Env) {
    this.#env = env
  }

  problem(key: SettingKey, what: string, example: string): void {
    this.#problems.push(`${SETTINGS[key].name} ${what}, for example ${SETTINGS[key].name}=${example}`)
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems.join('\n'))
  }

  text(key: SettingKey): string {
    const value = this.#env[SETTINGS[key].name]?.trim()
    return value === undefined || value === '' ? SETTINGS[key].fallback : value
  }

  integer(key: SettingKey, least: number, most: number): number {
    const text = this.text(key)
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    this.problem(key, `must be a whole number from ${least} to ${most}`, SETTINGS[key].fallback)
    return least
  }

  fraction(key: SettingKey): number {
    const value = Number(this.text(key))
    if (value >= 0 && value <= 1) return value
    this.problem(key, 'must be a number from 0 to 1', SETTINGS[key].fallback)
    return Number(SETTINGS[key].fallback)
  }

  boolean(key: SettingKey): boolean {
    return this.oneOf(key, ['true', 'false']) === 'true'
  }

  /** One of the allowed words; the first of them when the variable says something else. */
  oneOf<Word extends string>(key: SettingKey, allowed: readonly [Word, ...Word[]]): Word {
    const text = this.text(key)
    const word = allowed.find((one) => one === text)
    if (word !== undefined) return word
    this.problem(key, `must be one of ${allowed.join(', ')}`, SETTINGS[key].fallback)
    return allowed[0]
  }

  url(key: SettingKey): string | undefined {
    const text = this.text(key)
    if (text === '') return undefined
    if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
    this.problem(key, 'must be an absolute http or https URL', 'https://verify.example.com')
    return undefined
  }

  secret(key: SettingKey): Secret | undefined {
    const text = this.text(key)
    return text === '' ? undefined : new Secret(text)
  }

  rootSecret(key: SettingKey): readonly Secret[] {
    const parts = this.text(key)
      .split(',')
      .map((part) => part.trim())
    const secrets = parts.filter((part) => part !== '')
    if (secrets.some((secret) => secret.length < 43)) {
      this.problem(key, 'must be at least 32 random bytes in hex or base64', '"$(openssl rand -hex 32)"')
    }
    return secrets.map((secret) => new Secret(secret))
  }

  prices(key: SettingKey): Record<string, number> {
    const prices = parseJsonObject(this.text(key))
    const wrong = Object.entries(prices ?? {}).some(
      ([name, price]) => !PRICE_NAME.test(name) || !Number.isSafeInteger(price) || Number(price) < 0,
    )
    if (prices && !wrong) return prices as Record<string, number>
    this.problem(key, 'must be a JSON object of whole tokens by step or kind of check', `'{"ID_VERIFICATION":40}'`)
    return {}
  }
}

function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
