/** A mail server that speaks SMTP on loopback, and does what a test asks of it. */
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import type { OwnCertificate } from './certificate.ts'

export interface ReceivedMail {
  readonly to: readonly string[]
  readonly from: string
  /** As it came over the wire: headers and body. */
  readonly source: string
  readonly isEncrypted: boolean
  readonly user: string | undefined
}

/** A code of SMTP that it answers instead of yes; `break`: it hangs up. */
export type MailAnswer = number | 'break' | undefined

export interface MailServer {
  readonly port: number
  /** What it took over, in the order of arrival. */
  readonly received: ReceivedMail[]
  /** All of which DATA came in whole, whether it answered or not. */
  readonly seen: ReceivedMail[]
  /** How it answers a recipient, and a whole mail; yes at first. */
  answerRecipient: (address: string) => MailAnswer
  answerData: (mail: ReceivedMail) => MailAnswer
  close(): Promise<void>
}

interface MailServerOptions {
  /** With it STARTTLS is offered. */
  readonly certificate?: OwnCertificate
  /** Whether TLS begins at once. */
  readonly isTls?: boolean
  /** Who must sign in. */
  readonly login?: { readonly user: string; readonly password: string }
}

/** Listens on a free port of loopback. */
export async function startMailServer({
  certificate,
  isTls = false,
  login,
}: MailServerOptions = {}): Promise<MailServer> {
  const [received, seen]: [ReceivedMail[], ReceivedMail[]] = [[], []]
  const server = new SMTPServer({
    ...certificate,
    secure: isTls,
    disabledCommands: certificate ? [] : ['STARTTLS'],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      const isRight = username === login?.user && password === login?.password
      done(isRight ? null : new Error('no'), isRight ? { user: username } : undefined)
    },
    onRcptTo({ address }, session, done) {
      refuse(session.id, mail.answerRecipient(address), done)
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      const { mailFrom, rcptTo } = session.envelope
      const arrived: ReceivedMail = {
        to: rcptTo.map(({ address }) => address),
        from: mailFrom ? mailFrom.address : '',
        source: Buffer.concat(chunks).toString(),
        isEncrypted: session.secure,
        user: session.user as string | undefined,
      }
      seen.push(arrived)
      const answer = mail.answerData(arrived)
      if (answer === undefined) received.push(arrived)
      refuse(session.id, answer, done)
    },
  })
  server.on('error', () => undefined)
  const refuse = (id: string, answer: MailAnswer, done: (error?: Error | null) => void) => {
    if (answer === undefined) return done()
    if (answer !== 'break') return done(Object.assign(new Error('refused'), { responseCode: answer }))
    for (const connection of server.connections) if (connection.id === id) connection._socket.destroy()
  }
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port')
  const mail: MailServer = {
    port: address.port,
    received,
    seen,
    answerRecipient: () => undefined,
    answerData: () => undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return mail
}
