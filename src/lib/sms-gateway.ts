/** Hands text messages to a gateway by HTTP: one request for one message. */
import { GuardedPost, PostError } from './guarded-post.ts'
import { toIpRanges } from './ip-ranges.ts'
import { SmsError, type TextMessage } from './sms-error.ts'
import type { SmsForm } from './sms-forms.ts'

export interface SmsOptions {
  /** With a name and a password they become Basic authentication. */
  readonly url: URL
  /** Of the header of that name. */
  readonly authorization: string | undefined
  readonly form: SmsForm
  /** A number or a name that the gateway knows. */
  readonly from: string
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000

/** A gateway in the operator's own network is reached by plain HTTP, too; the public internet by TLS alone. */
const OWN_NETWORKS = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
]

/** Close it at the end. */
export class SmsGateway {
  readonly #options: SmsOptions
  readonly #post: GuardedPost

  constructor(options: SmsOptions) {
    this.#options = options
    const { timeoutMs = TIMEOUT_MS } = options
    // A connection that was kept may have been closed by the other side meanwhile, and then nobody knows what it took.
    this.#post = new GuardedPost({ timeoutMs, allowed: toIpRanges(OWN_NETWORKS), keepsAlive: false })
  }

  /** Resolves when the gateway has taken the message over; throws `SmsError`. */
  async send(message: TextMessage): Promise<void> {
    const { form, from } = this.#options
    const { contentType, body } = form.write({ ...message, from })
    const headers = { 'content-type': contentType, accept: 'application/json', 'idempotency-key': message.id }
    const answer = await this.#ask({ ...headers, ...this.#authorization() }, body)
    const refusal = form.read(answer)
    if (refusal) throw refusal
  }

  close(): void {
    this.#post.close()
  }

  async #ask(headers: Readonly<Record<string, string>>, body: string) {
    const url = new URL(this.#options.url)
    url.username = ''
    url.password = ''
    try {
      return await this.#post.post({ url, headers, body })
    } catch (error) {
      if (!(error instanceof PostError)) throw error
      throw new SmsError(error.fault, error.mayHaveArrived ? { end: 'unknown' } : {})
    }
  }

  #authorization(): Readonly<Record<string, string>> {
    const { url, authorization } = this.#options
    if (authorization !== undefined) return { authorization }
    if (url.username === '' && url.password === '') return {}
    const words = [url.username, url.password].map(decodeURIComponent).join(':')
    return { authorization: `Basic ${Buffer.from(words).toString('base64')}` }
  }
}
