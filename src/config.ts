/** Reads the environment, once: the only file that does. Every problem is reported together. */
import { resolve } from 'node:path'
import { type MailConfig, readMail, readSms, type SmsConfig } from './config-of-messages.ts'
import type { IpRanges } from './lib/ip-ranges.ts'
import { type BlobPlace, type Env, type Secret, SettingsReader, type SocketAddress } from './settings-reader.ts'

export type { BlobPlace } from './settings-reader.ts'

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
    /** Whether it was set, or is our guess for a laptop. */
    readonly isBaseUrlSet: boolean
    /** Whether `X-Forwarded-*` of the nearest proxy is believed. */
    readonly trustProxy: boolean
    /** Whether browsers keep to https for names below ours, too. */
    readonly hstsSubdomains: boolean
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
  /** Where sealed files lie. Region undefined: as the SDK of AWS finds it. */
  readonly blobs: {
    readonly place: BlobPlace
    readonly s3Endpoint: string | undefined
    readonly s3Region: string | undefined
  }
  /** Backups that the server makes of its embedded database; undefined means none. */
  readonly backup: { readonly dir: string | undefined; readonly everyHours: number; readonly keepDays: number }
  /** After the signal to stop: how long connections are still taken, and then the longest time until everything has ended. */
  readonly stop: { readonly afterMs: number; readonly withinMs: number }
  readonly logLevel: string
  readonly database: {
    /** Undefined means the embedded PostgreSQL. */
    readonly url: Secret | undefined
    /** Of the role that owns the tables, where `url` is of one that owns nothing; undefined: `url` is the owner's. */
    readonly ownerUrl: Secret | undefined
    /** Past the pooler, where `url` leads to one that pools by transaction; undefined: `url` is direct. */
    readonly sessionUrl: Secret | undefined
    readonly poolSize: number
    /** Of one query that a request waits for. */
    readonly queryTimeoutMs: number
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
  /** Where a ClamAV daemon listens, if any. */
  readonly scanner: SocketAddress | undefined
  readonly webhooks: { readonly allowedNetworks: IpRanges }
  readonly mail: MailConfig
  readonly sms: SmsConfig
  /** Most bytes that a session may upload in all, and that an organization may keep. */
  readonly uploads: { readonly sessionBytes: number; readonly organizationBytes: number }
  readonly console: {
    readonly signUp: 'open' | 'invited'
    /** Whether everybody needs a second factor, or each organization decides. */
    readonly secondFactor: 'optional' | 'required'
    /** How fast each person may call it, and how many calls may come at once. */
    readonly ratePerSecond: number
    readonly burst: number
    /** How many organizations one person may found. */
    readonly organizationsPerPerson: number
    /** E-mail address or URL at which people reach the operator. */
    readonly operatorContact: string | undefined
  }
  readonly sessions: { readonly expiresInHours: number }
  /** Of the command `listen`, which calls a server as its users do. */
  readonly apiKey: Secret | undefined
  /** Where the ends of the audit chains are published: an http or https URL, or the path of a file. */
  readonly audit: { readonly heads: string | undefined }
  /** How long requests are remembered: singly, and as sums. */
  readonly requests: { readonly logDays: number; readonly usageDays: number }
}

/** Parses the environment into a frozen configuration; throws `ConfigError` with every problem at once. */
export function parseConfig(env: Env): Config {
  const read = new SettingsReader(env)
  const port = read.integer('port', 0, 65_535)
  const baseUrl = read.url('baseUrl')
  const config: Config = {
    production: env.NODE_ENV === 'production',
    http: {
      host: read.text('host'),
      port,
      baseUrl: baseUrl?.replace(/\/+$/, '') ?? `http://localhost:${port}`,
      isBaseUrlSet: baseUrl !== undefined,
      trustProxy: read.boolean('trustProxy'),
      hstsSubdomains: read.boolean('hstsSubdomains'),
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
    blobs: readBlobs(read),
    backup: {
      dir: read.folder('backupDir'),
      everyHours: read.integer('backupHours', 1, 720),
      keepDays: read.integer('backupDays', 1, 3650),
    },
    stop: {
      afterMs: read.integer('stopAfter', 0, 600) * 1000,
      withinMs: read.integer('stopWithin', 1, 600) * 1000,
    },
    logLevel: read.oneOf('logLevel', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    database: {
      url: read.secret('databaseUrl'),
      ownerUrl: read.secret('databaseOwnerUrl'),
      sessionUrl: read.secret('databaseSessionUrl'),
      poolSize: read.integer('poolSize', 4, 500),
      queryTimeoutMs: read.integer('queryTimeout', 500, 600_000),
    },
    redis: { url: read.redis('redisUrl'), nodes: read.integer('nodes', 1, 1000) },
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
    scanner: read.socket('clamd'),
    webhooks: { allowedNetworks: read.ipRanges('webhookNetworks') },
    mail: readMail(read, isForDeveloper(env, read)),
    sms: readSms(read, isForDeveloper(env, read)),
    uploads: {
      sessionBytes: read.integer('sessionUploads', 1, 1e15),
      organizationBytes: read.integer('organizationUploads', 1, 1e15),
    },
    console: {
      signUp: read.has('consoleSignUp')
        ? read.oneOf('consoleSignUp', ['invited', 'open'])
        : isForDeveloper(env, read)
          ? 'open'
          : 'invited',
      secondFactor: read.has('secondFactor')
        ? read.oneOf('secondFactor', ['optional', 'required'])
        : defaultSecondFactor(env),
      ratePerSecond: read.integer('consoleRate', 1, 1_000_000),
      burst: read.integer('consoleBurst', 1, 1_000_000),
      organizationsPerPerson: read.integer('organizationsPerPerson', 1, 10_000),
      operatorContact: read.contact('operatorContact'),
    },
    sessions: { expiresInHours: read.integer('sessionHours', 1, 8760) },
    apiKey: read.secret('apiKey'),
    audit: { heads: read.place('auditHeads') },
    requests: { logDays: read.integer('logDays', 1, 3650), usageDays: read.integer('usageDays', 1, 3650) },
  }
  if (config.vision.faceReviewThreshold > config.vision.faceMatchThreshold) {
    read.problem('faceReview', 'must not be above OPENIDV_FACE_MATCH_THRESHOLD', '0.30')
  }
  if (config.vision.waitMs >= config.http.timeouts.idleMs) {
    read.problem('checkWait', 'must be below OPENIDV_IDLE_TIMEOUT_MS, which cuts the connection that waits', '25000')
  }
  if (config.database.ownerUrl && !config.database.url) {
    read.problem(
      'databaseOwnerUrl',
      'needs DATABASE_URL, of the role of the application',
      'postgres://owner@host/openidv',
    )
  }
  if (config.database.sessionUrl && !config.database.url) {
    read.problem('databaseSessionUrl', 'needs DATABASE_URL, of the pooler', 'postgres://app@db.internal/openidv')
  }
  if (config.backup.dir !== undefined && config.database.url) {
    read.problem('backupDir', 'is for the embedded database: back a database of your own up by its tools', '')
  }
  read.throwProblems()
  return Object.freeze(config)
}

/** The configuration of this process's environment. */
export function loadConfig(): Config {
  return parseConfig(process.env)
}

/** Our environment for a process of ours under another user, whose home is not ours. */
export function environmentOfUser(home: string): Env {
  return { ...process.env, HOME: home }
}

/** Servers other than Amazon's have no regions, but the protocol asks for one. */
function readBlobs(read: SettingsReader): Config['blobs'] {
  const s3Endpoint = read.url('s3Endpoint')
  const region = read.text('awsRegion')
  const s3Region = region === '' ? s3Endpoint && 'us-east-1' : region
  return { place: read.blobs('blobs'), s3Endpoint, s3Region }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** Where nobody else can reach the server: outside production, listening here alone, with no proxy in front. */
function isForDeveloper(env: Env, read: SettingsReader): boolean {
  const baseUrl = read.text('baseUrl')
  const isHere = baseUrl === '' || (URL.canParse(baseUrl) && LOOPBACK.has(new URL(baseUrl).hostname))
  const isReached = read.text('trustProxy') === 'true' || !LOOPBACK.has(read.text('host')) || !isHere
  return env.NODE_ENV !== 'production' && !isReached
}

/** Real applicants are behind two factors unless the operator says otherwise. */
function defaultSecondFactor(env: Env): 'optional' | 'required' {
  return env.NODE_ENV === 'production' ? 'required' : 'optional'
}
