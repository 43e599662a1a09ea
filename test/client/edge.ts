/** A local HTTP server that answers by a script: the edge at which the client's retries are tested. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** What one request meets. */
export type Step = (request: SeenRequest, reply: ServerResponse) => void | Promise<void>

export interface Edge {
  readonly url: string
  /** Every request so far. */
  readonly seen: readonly SeenRequest[]
  close(): Promise<void>
}

/** The first request meets the first step and so on; the last step stays. */
export async function openEdge(...steps: readonly Step[]): Promise<Edge> {
  const seen: SeenRequest[] = []
  const server = createServer(async (req, reply) => {
    const request = await readRequest(req)
    const step = steps[Math.min(seen.length, steps.length - 1)]
    seen.push(request)
    await step?.(request, reply)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    seen,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Answers JSON. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Step {
  return (_request, reply) => {
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

/** Breaks the connection without a word. */
export const reset: Step = (_request, reply) => {
  reply.socket?.resetAndDestroy()
}

/** Leaves the request without an answer. */
export const silence: Step = () => undefined

/** Sends the head and the first byte of a body and then nothing. */
export const stall: Step = (_request, reply) => {
  reply.writeHead(200, { 'content-type': 'application/json' }).write('{')
}

/** Hands the request to a server and its answer back. */
export function forwardTo(url: string): Step {
  return async (request, reply) => {
    const { status, body } = await forward(url, request)
    reply.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }
}

/** Hands the request to a server, waits until it is done, and breaks the connection instead of answering. */
export function loseAnswerOf(url: string): Step {
  return async (request, reply) => {
    await forward(url, request)
    reply.socket?.resetAndDestroy()
  }
}

async function forward(url: string, { method, path, headers, body }: SeenRequest) {
  const kept = ['x-api-key', 'content-type', 'idempotency-key', 'x-request-id'].flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  const response = await fetch(url + path, {
    method,
    headers: Object.fromEntries(kept),
    ...(method !== 'GET' && { body: Buffer.from(body, 'latin1') }),
  })
  return { status: response.status, body: await response.text() }
}

async function readRequest(req: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  // Latin-1 keeps every byte of a picture.
  const body = Buffer.concat(chunks).toString('latin1')
  return { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body }
}
