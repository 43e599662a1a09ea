/** Hands mail to a mail server by SMTP (RFC 5321): one connection for one mail, and every wait has an end. */
import MailComposer from 'nodemailer/lib/mail-composer'
import SmtpConnection from 'nodemailer/lib/smtp-connection'

export interface Mail {
  /** UUID. It makes the Message-ID, which stays the same when the mail is sent again, so that a receiver can tell. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Why a mail was not taken, in a word. */
export type SmtpFault =
  | 'recipient_refused'
  | 'message_refused'
  | 'sender_refused'
  | 'sign_in_refused'
  | 'encryption_failed'
  | 'server_unreachable'
  | 'timeout'
  | 'connection_broken'

/** A mail that the server did not take; what it answered is not in the message, since it may hold the address. */
export class SmtpError extends Error {
  override readonly name = 'SmtpError'
  readonly fault: SmtpFault
  /** Of the server's answer, such as 550. */
  readonly statusCode: number | undefined
  /** Whether it would be refused again. */
  readonly isFinal: boolean
  constructor(fault: SmtpFault, statusCode?: number) {
    super(`The mail was not taken: ${fault}`)
    this.fault = fault
    this.statusCode = statusCode
    this.isFinal = (fault === 'recipient_refused' || fault === 'message_refused') && (statusCode ?? 0) >= 500
  }
}

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with the user and the password of the server, if it asks for them. */
  readonly url: URL
  /** An address, or `Name <address>`. */
  readonly from: string
  readonly timeouts?: Partial<SmtpTimeouts>
}

interface SmtpTimeouts {
  readonly connectMs: number
  readonly greetingMs: number
  /** Without a byte from the server. */
  readonly idleMs: number
  /** Of the whole, so that a server that says a byte a minute holds nobody. */
  readonly totalMs: number
  /** From the moment when the process is to end. */
  readonly stopMs: number
}

const TIMEOUTS: SmtpTimeouts = {
  connectMs: 10_000,
  greetingMs: 15_000,
  idleMs: 30_000,
  totalMs: 90_000,
  stopMs: 10_000,
}

const SUBMISSION_PORT = 587
const SUBMISSIONS_PORT = 465

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A mail server to hand mail to. Nothing stays open between two mails. */
export class SmtpServer {
  readonly #options: SmtpOptions
  readonly #timeouts: SmtpTimeouts

  constructor(options: SmtpOptions) {
    this.#options = options
    this.#timeouts = { ...TIMEOUTS, ...options.timeouts }
  }

  /** Resolves when the server has taken the mail over; throws `SmtpError`. `stopping`: the process is to end, and waits no longer than ten seconds. */
  async send({ id, ...mail }: Mail, stopping: AbortSignal): Promise<void> {
    const { from, url } = this.#options
    const [, domain = 'localhost'] = /@([^\s@<>]+)>?$/.exec(from) ?? []
    const headers = { 'Auto-Submitted': 'auto-generated' }
    const node = new MailComposer({ ...mail, messageId: `<${id}@${domain}>`, from, headers }).compile()
    const [bytes, envelope] = [await node.build(), node.getEnvelope()]
    const connection = new SmtpConnection({ ...toConnectionOptions(url), ...toTimeouts(this.#timeouts) })
    const giveUp = () => connection.emit('error', timedOut())
    const timers = [setTimeout(giveUp, this.#timeouts.totalMs)]
    const hurry = () => void timers.push(setTimeout(giveUp, this.#timeouts.stopMs))
    if (stopping.aborted) hurry()
    stopping.addEventListener('abort', hurry)
    try {
      await this.#converse(connection, envelope, bytes)
    } catch (error) {
      throw toSmtpError(error)
    } finally {
      stopping.removeEventListener('abort', hurry)
      for (const timer of timers) clearTimeout(timer)
      // What breaks after the end is no fault of the mail.
      connection.removeAllListeners('error').on('error', () => undefined)
      connection.quit()
      connection.close()
    }
  }

  async #converse(connection: SmtpConnection, envelope: Envelope, bytes: Buffer): Promise<void> {
    const { username, password } = this.#options.url
    await step(connection, (done) => connection.connect(done))
    if (username !== '') {
      const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
      await step(connection, (done) => connection.login({ credentials }, done))
    }
    await step(connection, (done) => connection.send(envelope, bytes, done))
  }
}

type Envelope = { from: string | false; to: string[] }

/** Whether a server by `smtp:` must offer STARTTLS: all but one on this machine that asks for no password. */
export function requiresTls({ hostname, username }: URL): boolean {
  return username !== '' || !LOOPBACK.has(hostname)
}

function toConnectionOptions(url: URL) {
  const isTls = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isTls ? SUBMISSIONS_PORT : SUBMISSION_PORT),
    secure: isTls,
    requireTLS: !isTls && requiresTls(url),
    tls: { minVersion: 'TLSv1.2' as const },
    logger: false,
  }
}

function toTimeouts({ connectMs, greetingMs, idleMs }: SmtpTimeouts) {
  return {
    connectionTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: idleMs,
    dnsTimeout: connectMs,
    socketCloseTimeout: 1000,
  }
}

/** One step of the conversation; the connection may break in any of them. */
function step(connection: SmtpConnection, begin: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => reject(new SmtpError('connection_broken')))
    begin((error) => (error ? reject(error) : resolve()))
  })
}

function timedOut(): Error {
  return Object.assign(new Error('The mail server took too long'), { code: 'ETIMEDOUT' })
}

/** What nodemailer says of an error. */
interface NamedError {
  readonly code?: string
  /** That of the system, or of TLS. */
  readonly originalCode?: string
  readonly command?: string
  readonly responseCode?: number
}

function toSmtpError(error: unknown): SmtpError {
  if (error instanceof SmtpError) return error
  const named = error as NamedError
  return new SmtpError(toFault(named), named.responseCode)
}

/** Codes of the system have no underscore, such as ECONNREFUSED; those of certificates do. */
const OF_SYSTEM = /^E[A-Z0-9]+$/

function toFault({ code, originalCode, command, responseCode }: NamedError): SmtpFault {
  if (code === 'EAUTH') return 'sign_in_refused'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (code === 'ETLS') return 'encryption_failed'
  if (responseCode !== undefined) {
    if (command === 'RCPT TO') return 'recipient_refused'
    if (command === 'DATA') return 'message_refused'
    if (command === 'MAIL FROM') return 'sender_refused'
  }
  if (originalCode !== undefined && !OF_SYSTEM.test(originalCode)) return 'encryption_failed'
  return code === 'EDNS' || code === 'ESOCKET' ? 'server_unreachable' : 'connection_broken'
}
