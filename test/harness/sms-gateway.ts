/** A gateway for text messages on loopback, which answers as a test asks it to. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

export interface SmsRequest {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface TestSmsGateway {
  readonly url: string
  /** In the order of their arrival, whatever was answered. */
  readonly requests: SmsRequest[]
  /** 201 at first. */
  answer: (request: SmsRequest, reply: ServerResponse) => void
  close(): Promise<void>
}

/** Listens on a free port of loopback. */
export async function startSmsGateway(): Promise<TestSmsGateway> {
  const requests: SmsRequest[] = []
  const server = createServer(async (request, reply) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const arrived = { headers: request.headers, body }
    requests.push(arrived)
    gateway.answer(arrived, reply)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port')
  const gateway: TestSmsGateway = {
    url: `http://127.0.0.1:${address.port}/messages`,
    requests,
    answer: (_request, reply) => void reply.writeHead(201).end('{}'),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return gateway
}

/** Answers JSON. */
export function answerJson(reply: ServerResponse, status: number, body: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
