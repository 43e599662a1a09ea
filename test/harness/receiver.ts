/** A server that webhooks are sent to, as an integration would run it. */
import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The parsed body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly json: any
}

export interface Receiver {
  readonly url: string
  /** In the order of their arrival. */
  readonly received: Received[]
  /** How it answers from now on; 200 at first. */
  answer: (request: Received, reply: ServerResponse) => void
  close(): Promise<void>
}

/** Listens on a free port of loopback. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(async (request, reply) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const arrived = { headers: request.headers, body, json: JSON.parse(body) }
    received.push(arrived)
    receiver.answer(arrived, reply)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}/webhooks`,
    received,
    answer: (_request, reply) => void reply.end('thank you'),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}

/** Whether a body carries a signature of the installation (`v1a`) by a key of /.well-known/webhook-keys. */
export function isSignedPublicly(key: string, headers: IncomingHttpHeaders, body: string): boolean {
  const x = Buffer.from(key.replace('whpk_', ''), 'base64').toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
  const signatures = String(headers['webhook-signature']).split(' ')
  return signatures.some(
    (one) => one.startsWith('v1a,') && verify(null, content, publicKey, Buffer.from(one.slice(4), 'base64')),
  )
}
