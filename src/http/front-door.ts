/** Decides on a request before its body is read, and bounds what all clients and each address hold at the same time. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { AppError } from '../lib/errors.ts'
import { toAddressBlock } from '../limits/failed-auth.ts'
import { type ShareBounds, Shares } from '../limits/shares.ts'
import type { App } from './app-type.ts'
import { closeAfterAnswer, hasBody } from './early-answer.ts'
import { toNotFoundError } from './respond-error.ts'

/** Bodies up to this are bounded well enough by the number of connections. */
const SMALL_BODY_BYTES = 64 * 1024
const RETRY_AFTER_MS = 5000
/** Connections beyond the bound that are kept for the moment in which they are told so; the rest is dropped. */
const SPARE_CONNECTIONS = 64
/** A client that is over the bound has so long to send the request that is refused. */
const REFUSED_LIFE_MS = 2000

type Bound = keyof ShareBounds

/** Adds the gates to every route. */
export function registerFrontDoor(app: App, http: Config['http']): void {
  boundConnections(app, http)
  if (http.trustProxy) boundRequests(app, http.bounds.connections.each)
  const waiting = holdContinues(app)
  const bodies = new Shares(http.bounds.bodyBytes)
  // After every hook of onRequest, so that who may not come in was refused.
  app.addHook('preParsing', (req, reply, payload, done) => {
    // Fastify reads no body of GET and HEAD.
    if (!hasBody(req.headers) || req.method === 'GET' || req.method === 'HEAD') return done(null, payload)
    const refusal = req.is404 ? toNotFoundError(req) : takeBody(bodies, req, reply)
    if (refusal) return done(refusal)
    waiting.get(req.raw)?.writeContinue()
    return done(null, payload)
  })
}

/** The refusal of somebody who is over one of two bounds; `what` is counted, in the plural. */
export function toBusyError(bound: Bound, what: string): AppError {
  const details = { retry_after_ms: RETRY_AFTER_MS }
  if (bound === 'total') return new AppError('server_busy', { details })
  return new AppError('rate_limited', { message: `Too many ${what} from this address at the same time`, details })
}

/** Connections beyond the bounds are answered in our words when their request comes, whatever it asks for. */
function boundConnections(app: App, { bounds, trustProxy }: Config['http']): void {
  const { total, each } = bounds.connections
  const connections = new Shares({ total, each: trustProxy ? total : each })
  const refused = new Map<Socket, Bound>()
  app.server.maxConnections = total + SPARE_CONNECTIONS
  app.server.on('connection', (socket: Socket) => {
    const address = toAddressBlock(socket.remoteAddress ?? '')
    const bound = connections.take(address, 1)
    if (!bound) return socket.once('close', () => connections.give(address, 1))
    refused.set(socket, bound)
    const cut = setTimeout(() => socket.destroy(), REFUSED_LIFE_MS)
    return socket.once('close', () => {
      clearTimeout(cut)
      refused.delete(socket)
    })
  })
  app.addHook('onRequest', (req, reply, done) => {
    const bound = refused.size > 0 ? refused.get(req.raw.socket) : undefined
    if (!bound) return done()
    closeAfterAnswer(req.raw.socket, reply)
    return done(toBusyError(bound, 'connections'))
  })
}

/** Behind a proxy the connections are the proxy's, so that the requests of each address are counted. */
function boundRequests(app: App, each: number): void {
  const requests = new Shares({ total: Number.POSITIVE_INFINITY, each })
  app.addHook('onRequest', (req, reply, done) => {
    const bound = takeUntilClosed(requests, req, reply, 1)
    return bound ? done(toBusyError(bound, 'requests')) : done()
  })
}

/** Takes the bytes that the body may have: those that are announced, or as many as the route allows. */
function takeBody(bodies: Shares, req: FastifyRequest, reply: FastifyReply): AppError | undefined {
  const { bodyLimit } = req.routeOptions
  const announced = req.headers['content-length']
  const bytes = announced === undefined ? bodyLimit : Number(announced)
  if (bytes > bodyLimit) return new AppError('body_too_large')
  if (bytes <= SMALL_BODY_BYTES) return undefined
  const bound = takeUntilClosed(bodies, req, reply, bytes)
  return bound && toBusyError(bound, 'large request bodies')
}

/** Takes something that is given back when the answer is sent, or the client has gone away. */
function takeUntilClosed(shares: Shares, req: FastifyRequest, reply: FastifyReply, amount: number): Bound | undefined {
  const address = toAddressBlock(req.ip)
  const bound = shares.take(address, amount)
  if (!bound) reply.raw.once('close', () => shares.give(address, amount))
  return bound
}

/** Node would ask every client that waits for leave to send its body (RFC 9110 §10.1.1) to go on, known or not. */
function holdContinues(app: App): WeakMap<IncomingMessage, ServerResponse> {
  const waiting = new WeakMap<IncomingMessage, ServerResponse>()
  app.server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    waiting.set(request, response)
    app.server.emit('request', request, response)
  })
  return waiting
}
