/** Answers before the body of a request has come: the rest of it is not waited for, and the connection ends. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Time for the answer to arrive: a connection that is cut while the client still sends takes the answer with it. */
const LINGER_MS = 500

/** Whether a request announces a body (RFC 9112 §6.3). */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

/**
 * Ends the connection after this answer when the request's body has not come whole. Without it Node would read on to
 * the body's end, however long it is. Call it before the answer is sent; a request without a body goes on as it is.
 */
export function closeUnlessRead({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete || !hasBody(raw.headers)) return
  closeAfterAnswer(raw.socket, reply)
}

/** Ends the connection after this answer, whatever was read. */
export function closeAfterAnswer(socket: Socket, reply: FastifyReply): void {
  reply.header('connection', 'close')
  if (typeof socket.destroySoon !== 'function') return
  // Node calls it when the answer is written, and would at once refuse what the client is still sending.
  socket.destroySoon = () => {
    socket.end()
    const cut = setTimeout(() => socket.destroy(), LINGER_MS)
    socket.once('close', () => clearTimeout(cut))
  }
}
