/** Reads where Redis or Valkey is: one server, whichever the Sentinels name, or a cluster. */

interface RedisHost {
  readonly host: string
  readonly port: number
}

interface RedisLogin {
  readonly username?: string
  readonly password?: string
}

/** What a URL names; `isTls` is of every connection, those to the Sentinels included. */
export type RedisPlace =
  | { readonly kind: 'server'; readonly url: string }
  | {
      readonly kind: 'sentinel'
      readonly hosts: readonly RedisHost[]
      /** What the Sentinels call the primary. */
      readonly name: string
      readonly database: number
      readonly login: RedisLogin
      /** Of the Sentinels themselves. */
      readonly sentinelLogin: RedisLogin
      readonly isTls: boolean
    }
  | {
      readonly kind: 'cluster'
      /** Some of its nodes; the others are learned from them. */
      readonly hosts: readonly RedisHost[]
      readonly login: RedisLogin
      readonly isTls: boolean
    }

const PLACE =
  /^redis(?<tls>s?)\+(?<kind>sentinel|cluster):\/\/(?:(?<login>[^@/?#]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<name>[\w.-]*)(?:\/(?<database>\d{1,3}))?)?(?:\?(?<query>[^#]*))?$/
const HOST = /^(?:\[(?<ipv6>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/i
const PORTS = { sentinel: 26_379, cluster: 6379 }

/**
 * `redis://…`, `rediss://…` for TLS or the path of a socket; `redis+sentinel://HOST,HOST/NAME` or `redis+cluster://HOST,HOST`,
 * each also with `rediss`. Undefined when the text is none of them.
 */
export function parseRedisPlace(text: string): RedisPlace | undefined {
  const isServer = /^rediss?:\/\/./.test(text) && URL.canParse(text)
  if (isServer || text.startsWith('/')) return { kind: 'server', url: text }
  const {
    tls,
    kind,
    login: written = '',
    hosts: list = '',
    name = '',
    database,
    query,
  } = PLACE.exec(text)?.groups ?? {}
  if (kind !== 'sentinel' && kind !== 'cluster') return undefined
  const hosts = list.split(',').map((host) => parseHost(host, PORTS[kind]))
  const login = parseLogin(written)
  if (!login || !hosts.every((host) => host !== undefined) || (name === '') !== (kind === 'cluster')) return undefined
  const isTls = tls === 's'
  if (kind === 'cluster') return database || query ? undefined : { kind, hosts, login, isTls }
  const asked = new URLSearchParams(query)
  const sentinelLogin = toLogin(asked.get('sentinelUsername') ?? '', asked.get('sentinelPassword') ?? '')
  return { kind, hosts, name, database: Number(database ?? 0), login, sentinelLogin, isTls }
}

function parseHost(text: string, usualPort: number): RedisHost | undefined {
  const { ipv6, name, port = usualPort } = HOST.exec(text)?.groups ?? {}
  const host = ipv6 ?? name
  return host === undefined || Number(port) < 1 || Number(port) > 65_535 ? undefined : { host, port: Number(port) }
}

/** `user:password`, both encoded as in every URL; a user alone is none. */
function parseLogin(text: string): RedisLogin | undefined {
  const [username = '', password = '', ...more] = text.split(':')
  if (more.length > 0) return undefined
  try {
    return toLogin(decodeURIComponent(username), decodeURIComponent(password))
  } catch {
    return undefined
  }
}

function toLogin(username: string, password: string): RedisLogin {
  return { ...(username !== '' && { username }), ...(password !== '' && { password }) }
}
