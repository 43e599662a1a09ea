/** Reads single settings out of an environment that it is handed, and gathers what is wrong with them. */
import { resolve } from 'node:path'
import { type IpRanges, isIpRange, toIpRanges } from './lib/ip-ranges.ts'
import { parseRedisPlace } from './lib/redis-place.ts'
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

/** Where a server listens: a Unix socket or a TCP port. */
export type SocketAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/** A problem with the environment; lists every variable that is wrong, with an example of a right value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** The environment, or what stands for it in tests. */
export type Env = Readonly<Record<string, string | undefined>>

type SettingKey = keyof typeof SETTINGS

/** A place of blobs; `prefix` of S3 has no slash at its ends and may be empty. */
export type BlobPlace =
  | { readonly kind: 'disk' }
  | { readonly kind: 'postgres' }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string }

/** Bucket by the rules of Amazon S3, and a prefix of characters that need no encoding. */
const S3_PLACE = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>[\w./-]{0,500}))?$/
const BLOB_PLACES = 'must be disk, postgres or s3://BUCKET/PREFIX'
const REDIS_PLACES =
  'must be redis://HOST, redis+sentinel://HOST,HOST/NAME or redis+cluster://HOST,HOST, or rediss for TLS'

/** A step, or a kind of check. */
const PRICE_NAME = /^[A-Za-z_]{1,64}$/
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/

/** Reads single variables and gathers what is wrong with them. */
export class SettingsReader {
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

  has(key: SettingKey): boolean {
    return this.text(key) !== ''
  }

  contact(key: SettingKey): string | undefined {
    const text = this.text(key)
    if (text === '') return undefined
    const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    if (text.length <= 300 && (isUrl || EMAIL.test(text))) return text
    this.problem(key, 'must be an e-mail address or an absolute http or https URL', 'operations@example.com')
    return undefined
  }

  boolean(key: SettingKey): boolean {
    return this.oneOf(key, ['true', 'false']) === 'true'
  }

  /** One of the allowed words; the first of them when the variable says something else. */
  oneOf<Word extends string>(key: SettingKey, allowed: readonly [Word, ...Word[]]): Word {
    const text = this.text(key)
    const word = allowed.find((one) => one === text)
    if (word !== undefined) return word
    this.problem(key, `must be one of ${allowed.join(', ')}`, SETTINGS[key].fallback || allowed[0])
    return allowed[0]
  }

  url(key: SettingKey): string | undefined {
    const text = this.text(key)
    if (text === '') return undefined
    if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
    this.problem(key, 'must be an absolute http or https URL', 'https://verify.example.com')
    return undefined
  }

  /** An http or https URL, or a path, which is made absolute. */
  place(key: SettingKey): string | undefined {
    const text = this.text(key)
    if (text === '') return undefined
    return /^[a-z]+:\/\//i.test(text) ? this.url(key) : resolve(text)
  }

  /** The absolute path of a folder of this machine. */
  folder(key: SettingKey): string | undefined {
    const text = this.text(key)
    if (/^\w+:\/\//.test(text)) this.problem(key, 'must be a folder of this machine', '/mnt/backups')
    return text === '' ? undefined : resolve(text)
  }

  /** The absolute path of a Unix socket, or `host:port`; IPv6 in brackets. */
  socket(key: SettingKey): SocketAddress | undefined {
    const text = this.text(key)
    if (text === '') return undefined
    if (text.startsWith('/')) return { path: text }
    const [, host = '', port = ''] = /^\[?([^[\]/]+?)\]?:(\d{1,5})$/.exec(text) ?? []
    if (host !== '' && Number(port) > 0 && Number(port) < 65_536) return { host, port: Number(port) }
    this.problem(key, 'must be host:port or the absolute path of a socket', '/run/clamav/clamd.ctl')
    return undefined
  }

  /** Addresses and ranges, with commas between. */
  ipRanges(key: SettingKey): IpRanges {
    const words = this.text(key)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
    if (!words.every(isIpRange)) this.problem(key, 'must be addresses and ranges, with commas between', '127.0.0.0/8')
    return toIpRanges(words)
  }

  /** Where blobs lie. */
  blobs(key: SettingKey): BlobPlace {
    const place = parseBlobPlace(this.text(key))
    if (place) return place
    this.problem(key, BLOB_PLACES, 's3://my-bucket/openidv')
    return { kind: 'disk' }
  }

  secret(key: SettingKey): Secret | undefined {
    const text = this.text(key)
    return text === '' ? undefined : new Secret(text)
  }

  /** Where Redis is, with its password. */
  redis(key: SettingKey): Secret | undefined {
    const secret = this.secret(key)
    if (secret && !parseRedisPlace(secret.reveal()))
      this.problem(key, REDIS_PLACES, 'redis+sentinel://one.internal,two.internal/mymaster')
    return secret
  }

  /** An http or https URL that may hold a name and a password. */
  secretUrl(key: SettingKey): Secret | undefined {
    const url = this.url(key)
    return url === undefined ? undefined : new Secret(url)
  }

  /** URL of a mail server, with its password. */
  smtpUrl(key: SettingKey): Secret | undefined {
    const text = this.text(key)
    if (text === '') return undefined
    const url = URL.canParse(text) ? new URL(text) : undefined
    const isWhole = url && url.hostname !== '' && url.search === '' && /^\/?$/.test(url.pathname)
    if (isWhole && /^smtps?:$/.test(url.protocol)) return new Secret(text)
    this.problem(key, 'must be an smtp or smtps URL', 'smtps://USER:PASSWORD@mail.example.com')
    return undefined
  }

  /** A mail address, or `Name <address>`. */
  mailbox(key: SettingKey): string | undefined {
    const text = this.text(key)
    const [, address = text] = /^[^<>\r\n"]*<([^<>]+)>$/.exec(text) ?? []
    if (text === '' || EMAIL.test(address)) return text || undefined
    this.problem(key, 'must be a mail address, or a name with one', '"Example <no-reply@example.com>"')
    return undefined
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

/** Reads a place of blobs as it is written in OPENIDV_BLOBS; undefined when it is none. */
export function parseBlobPlace(text: string): BlobPlace | undefined {
  if (text === 'disk' || text === 'postgres') return { kind: text }
  const { bucket, prefix = '' } = S3_PLACE.exec(text)?.groups ?? {}
  return bucket === undefined ? undefined : { kind: 's3', bucket, prefix: prefix.replace(/^\/+|\/+$/g, '') }
}

function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
