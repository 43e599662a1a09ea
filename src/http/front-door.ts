/** Decides on a request before its body is read: after its headers were believed, and before anything is buffered. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from './app-type.ts'
import { hasBody } from './early-answer.ts'
import { toNotFoundError } from './respond-error.ts'

/** Adds the gate to every route. Its hook runs after those of `onRequest`, so that who may not come in was refused. */
export function registerFrontDoor(app: App): void {
  const waiting = holdContinues(app)
  app.addHook('preParsing', (req, _reply, payload, done) => {
    if (!hasBody(req.headers)) return done(null, payload)
    if (req.is404) return done(toNotFoundError(req))
    const response = waiting.get(req.raw)
    if (response) response.writeContinue()
    return done(null, payload)
  })
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
