/** Proves how mail is handed over: encrypted where it must be, never for longer than it may, and with a reason where it is not taken. */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeCertificate } from '../../test/harness/certificate.ts'
import { type MailServer, startMailServer } from '../../test/harness/mail-server.ts'
import { type Mail, requiresTls, SmtpError, type SmtpOptions, SmtpServer } from './smtp.ts'

const MAIL: Mail = {
  id: '7d1c9a52-5c06-4a53-9e1b-6f3a1f6a4a77',
  to: 'anna@example.com',
  subject: 'Grüße\r\nBcc: eve@example.com',
  text: 'Hello',
  html: '<p>Hello</p>',
}

const certificate = makeCertificate()
const trusted = tls.getCACertificates('default')
beforeAll(() => tls.setDefaultCACertificates([...trusted, certificate.cert]))
afterAll(() => tls.setDefaultCACertificates(trusted))

async function aServer(options: Parameters<typeof startMailServer>[0] = {}): Promise<MailServer> {
  const server = await startMailServer(options)
  onTestFinished(() => server.close())
  return server
}

/** A server that says what `speak` makes it say. */
async function aStrangeServer(speak: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    speak(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function send(url: string, options: Partial<SmtpOptions> = {}, stopping = new AbortController().signal): Promise<void> {
  return new SmtpServer({ url: new URL(url), from: 'Example <no-reply@example.org>', ...options }).send(MAIL, stopping)
}

async function faultOf(sent: Promise<void>): Promise<unknown> {
  const error = await sent.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(SmtpError)
  const { fault, statusCode, isFinal } = error as SmtpError
  return [fault, statusCode, isFinal]
}

describe('a mail', () => {
  it('goes in clear to a server of this machine alone, with a Message-ID that stays, and no header of a stranger', async () => {
    const server = await aServer()
    await send(`smtp://127.0.0.1:${server.port}`)
    expect(server.received).toMatchObject([{ to: [MAIL.to], from: 'no-reply@example.org', isEncrypted: false }])
    const headers = server.received[0]?.source.split('\r\n\r\n')[0] ?? ''
    expect(headers).toContain(`Message-ID: <${MAIL.id}@example.org>`)
    expect(headers).toContain('Auto-Submitted: auto-generated')
    expect(headers).not.toMatch(/^bcc:/im)
    expect(
      ['smtp://127.0.0.1', 'smtp://u:p@127.0.0.1', 'smtp://mail.test'].map((url) => requiresTls(new URL(url))),
    ).toEqual([false, true, true])
  })

  it.each([
    ['smtp', 'STARTTLS', false],
    ['smtps', 'TLS from the start', true],
  ])('by %s signs in under %s', async (scheme, _how, isTls) => {
    const server = await aServer({ certificate, isTls, login: { user: 'mail@example.org', password: 'p@ss/word' } })
    const url = (password: string) => `${scheme}://mail%40example.org:${password}@localhost:${server.port}`
    await send(url('p%40ss%2Fword'))
    expect(server.received).toMatchObject([{ isEncrypted: true, user: 'mail@example.org' }])
    expect(await faultOf(send(url('wrong')))).toEqual(['sign_in_refused', 535, false])
  })

  it('tells no password to a server without STARTTLS, and nothing to one whose certificate is of nobody trusted', async () => {
    const plain = await aServer({ login: { user: 'u', password: 'p' } })
    const [fault] = (await faultOf(send(`smtp://u:p@127.0.0.1:${plain.port}`))) as unknown[]
    expect(fault).toBe('encryption_failed')
    const stranger = await aServer({ certificate: makeCertificate() })
    const [untrusted] = (await faultOf(send(`smtp://u:p@localhost:${stranger.port}`))) as unknown[]
    expect(untrusted).toBe('encryption_failed')
    expect([...plain.seen, ...stranger.seen]).toEqual([])
  })

  it('that is refused for good says so, and one that may be taken later, too', async () => {
    const server = await aServer()
    const url = `smtp://127.0.0.1:${server.port}`
    server.answerRecipient = () => 550
    expect(await faultOf(send(url))).toEqual(['recipient_refused', 550, true])
    server.answerRecipient = () => 451
    expect(await faultOf(send(url))).toEqual(['recipient_refused', 451, false])
    server.answerRecipient = () => undefined
    server.answerData = () => 554
    expect(await faultOf(send(url))).toEqual(['message_refused', 554, true])
    server.answerData = () => 'break'
    expect(await faultOf(send(url))).toEqual(['connection_broken', undefined, false])
    await server.close()
    expect(await faultOf(send(url))).toEqual(['server_unreachable', undefined, false])
  })

  it('waits for no server that is silent, nor for one that says a byte now and then', async () => {
    const silent = await aStrangeServer(() => undefined)
    const timeouts = { greetingMs: 200, idleMs: 200 }
    expect(await faultOf(send(`smtp://127.0.0.1:${silent}`, { timeouts }))).toEqual(['timeout', undefined, false])
    const slow = await aStrangeServer((socket) => {
      socket.write('220-')
      const timer = setInterval(() => socket.write('x'), 50)
      socket.on('close', () => clearInterval(timer))
    })
    const stopping = new AbortController()
    const waiting = faultOf(send(`smtp://127.0.0.1:${slow}`, { timeouts: { stopMs: 100 } }, stopping.signal))
    stopping.abort()
    expect(await waiting).toEqual(['timeout', undefined, false])
    const bounded = { greetingMs: 60_000, idleMs: 60_000, totalMs: 300 }
    expect(await faultOf(send(`smtp://127.0.0.1:${slow}`, { timeouts: bounded }))).toEqual([
      'timeout',
      undefined,
      false,
    ])
  })
})
