/** Posts to addresses that strangers name, and reaches nothing but the public internet by it, or what the operator allows. */
import type { LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { IpRanges } from './ip-ranges.ts'
import { resolveName } from './resolve-name.ts'

/** Why there is no answer: one word for each, since receivers' owners read them. */
export type PostFault =
  | 'address_refused'
  | 'name_unknown'
  | 'connection_refused'
  | 'connection_broken'
  | 'certificate_invalid'
  | 'timeout'

/** The address is not one that may be reached, or nobody answered in time. */
export class PostError extends Error {
  override readonly name = 'PostError'
  readonly fault: PostFault
  /** Whether the request was under way on a connection that stood: the other side may have acted on it. */
  mayHaveArrived = false
  constructor(fault: PostFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.fault = fault
  }
}

export interface PostRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface PostAnswer {
  readonly status: number
  /** The first bytes of the body, as text. */
  readonly head: string
}

interface PostOptions {
  /** From the look-up of the name to the end of the answer's first bytes. */
  readonly timeoutMs: number
  /** Private ranges that may be reached all the same, by plain http too. */
  readonly allowed: IpRanges
  /** Finds the addresses of a name; unset: by DNS. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>
  /** Whether connections stay open between requests; unset: they do. */
  readonly keepsAlive?: boolean
}

const HTTPS_ONLY = 'must be an https address'
const MAX_HEAD_BYTES = 1024
const MAX_IDLE_SOCKETS = 4
const IDLE_MS = 15_000

/** Keeps connections to receivers open between webhooks. */
export class GuardedPost {
  readonly #timeoutMs: number
  readonly #allowed: IpRanges
  readonly #resolve: (name: string) => Promise<readonly LookupAddress[]>
  readonly #agents: { readonly http: http.Agent; readonly https: https.Agent }

  constructor({ timeoutMs, allowed, resolve = resolveName, keepsAlive = true }: PostOptions) {
    this.#timeoutMs = timeoutMs
    this.#allowed = allowed
    this.#resolve = resolve
    const options = { keepAlive: keepsAlive, maxFreeSockets: MAX_IDLE_SOCKETS, timeout: IDLE_MS }
    this.#agents = { http: new http.Agent(options), https: new https.Agent(options) }
  }

  /**
   * Sends and resolves to what was answered, whatever the status: redirects are answers and are not followed. Throws
   * `PostError`.
   */
  async post(request: PostRequest): Promise<PostAnswer> {
    const why = this.refusalOf(request.url)
    if (why !== undefined) throw new PostError('address_refused', why)
    const timeout = AbortSignal.timeout(this.#timeoutMs)
    const way = { isOpen: false }
    try {
      return await this.#send(request, timeout, way)
    } catch (error) {
      const fault = timeout.aborted
        ? new PostError('timeout', `no answer within ${this.#timeoutMs} ms`, error)
        : toFault(error)
      fault.mayHaveArrived = way.isOpen && fault.fault !== 'address_refused'
      throw fault
    }
  }

  /** Why an address cannot be reached, as far as it says so itself; undefined when it may be. */
  refusalOf({ protocol, hostname, username, password }: URL): string | undefined {
    if (protocol !== 'https:' && protocol !== 'http:') return HTTPS_ONLY
    if (username !== '' || password !== '') return 'must not hold a name or a password'
    const address = hostname.replace(/^\[|\]$/g, '')
    if (isIP(address) === 0) return undefined
    return this.#mayReach(address, protocol) ? undefined : toRefusal(address, protocol)
  }

  /** Why the name of an address leads somewhere that may not be reached; undefined when it does not, or is not known now. */
  async findRefusal(url: URL): Promise<string | undefined> {
    const why = this.refusalOf(url)
    if (why !== undefined || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return why
    try {
      await this.#findAddresses(url.hostname, url.protocol)
      return undefined
    } catch (error) {
      if (error instanceof PostError && error.fault === 'address_refused') return error.message
      // Of a name that is not known yet the rest is decided when something is sent there.
      return url.protocol === 'http:' ? HTTPS_ONLY : undefined
    }
  }

  close(): void {
    this.#agents.http.destroy()
    this.#agents.https.destroy()
  }

  #send({ url, headers, body }: PostRequest, signal: AbortSignal, way: { isOpen: boolean }): Promise<PostAnswer> {
    const [client, agent] = url.protocol === 'https:' ? [https, this.#agents.https] : [http, this.#agents.http]
    return new Promise((resolve, reject) => {
      const bytes = Buffer.from(body)
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': String(bytes.byteLength) },
        agent,
        signal,
        lookup: this.#lookUp(url.protocol),
      }
      const request = client.request(url, options, async (answer) => {
        // What breaks from here on breaks the reading of the head, which then ends.
        request.off('error', reject).on('error', () => undefined)
        resolve({ status: answer.statusCode ?? 0, head: await readHead(answer) })
      })
      request.on('error', reject)
      request.on('socket', (socket: Socket) => {
        this.#watch(socket, url.protocol, (error) => request.destroy(error))
        const open = () => {
          way.isOpen = true
        }
        if (request.reusedSocket) open()
        else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', open)
      })
      request.end(bytes)
    })
  }

  /** The address that was connected to counts, whatever a name was said to be. */
  #watch(socket: Socket, protocol: string, refuse: (error: Error) => void): void {
    const look = () => {
      const address = socket.remoteAddress
      if (address !== undefined && !this.#mayReach(address, protocol)) {
        refuse(new PostError('address_refused', toRefusal(address, protocol)))
      }
    }
    if (socket.connecting) socket.once('connect', look)
    else look()
  }

  #lookUp(protocol: string): LookupFunction {
    return (name, { all }, done) => {
      this.#findAddresses(name, protocol).then(
        (addresses) => {
          const [first] = addresses
          if (all || !first) done(null, [...addresses])
          else done(null, first.address, first.family)
        },
        (error) => done(error, []),
      )
    }
  }

  /** Refuses a name as a whole when any of its addresses may not be reached. */
  async #findAddresses(name: string, protocol: string): Promise<readonly LookupAddress[]> {
    const addresses = await this.#resolve(name).catch((error) => {
      throw new PostError('name_unknown', `${name} is not known`, error)
    })
    if (addresses.length === 0) throw new PostError('name_unknown', `${name} has no address`)
    const refused = addresses.find(({ address }) => !this.#mayReach(address, protocol))
    if (refused) throw new PostError('address_refused', `${name}: ${toRefusal(refused.address, protocol)}`)
    return addresses
  }

  #mayReach(address: string, protocol: string): boolean {
    return this.#allowed.includes(address) || (protocol === 'https:' && isPublic(address))
  }
}

/** Of unicast addresses those that belong to nobody's own network (IANA special-purpose registries, RFC 6890). */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

function toRefusal(address: string, protocol: string): string {
  return isPublic(address) && protocol === 'http:' ? HTTPS_ONLY : `${address} is not a public address`
}

/** Reads no more than is shown; a longer answer, or one that breaks off, costs its connection, and its status stands. */
async function readHead(answer: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of answer) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size >= MAX_HEAD_BYTES) break
    }
  } catch {
    // What came is what is shown.
  }
  return Buffer.concat(chunks).subarray(0, MAX_HEAD_BYTES).toString()
}

function toFault(error: unknown): PostError {
  if (error instanceof PostError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ECONNREFUSED') return new PostError('connection_refused', 'nobody listens there', error)
  if (/CERT|SIGNED|^ERR_TLS|^ERR_SSL|UNABLE_TO/.test(code)) {
    return new PostError('certificate_invalid', `the certificate is not valid: ${code}`, error)
  }
  return new PostError('connection_broken', `the connection broke${code && `: ${code}`}`, error)
}
