/** Sign-in and sign-out of the console: better-auth answers everything under /api/auth. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app-type.ts'
import type { HttpServices } from '../services.ts'

/** Passes requests on to better-auth and its answers back. */
export function registerConsoleAuth(app: App, { consoleAuth, ctx }: HttpServices): void {
  const handle = async (req: FastifyRequest, reply: FastifyReply) => {
    const answer = await consoleAuth.handler(toWebRequest(req, ctx.config.http.baseUrl))
    reply.code(answer.status)
    for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value)
    for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
    return reply.send(await answer.text())
  }
  app.route({ method: ['GET', 'POST'], url: '/api/auth/*', schema: { hide: true }, handler: handle })
}

function toWebRequest(req: FastifyRequest, baseUrl: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && name !== 'content-length') headers.set(name, String(value))
  }
  const hasBody = req.method === 'POST' && req.body !== undefined && req.body !== null
  return new Request(new URL(req.url, baseUrl), {
    method: req.method,
    headers,
    ...(hasBody && { body: JSON.stringify(req.body) }),
  })
}
