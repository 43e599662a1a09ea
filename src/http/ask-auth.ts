/** Hands a checked request to better-auth and takes its answer apart. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toAddressBlock } from '../limits/failed-auth.ts'
import { toSignInError } from '../services/sign-ins/auth-errors.ts'
import { CLIENT_ADDRESS_HEADER } from '../services/sign-ins/console-auth.ts'
import type { HttpServices } from './services.ts'

/**
 * Asks one endpoint of better-auth, sets the cookies that it answers and returns its JSON. Throws our error for its
 * refusal. The caller has checked the origin, so that it is given as our own.
 */
export async function askAuth(
  { consoleAuth, ctx }: HttpServices,
  { req, reply }: { req: FastifyRequest; reply: FastifyReply },
  path: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const { baseUrl } = ctx.config.http
  const headers = toAuthHeaders(req)
  headers.set('origin', new URL(baseUrl).origin)
  headers.set('content-type', 'application/json')
  const url = new URL(`/api/auth${path}`, baseUrl)
  const answer = await consoleAuth.handler(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }))
  const text = await answer.text()
  const json = text === '' ? {} : JSON.parse(text)
  if (!answer.ok) throw toSignInError(json?.code, answer.status)
  setAuthCookies(reply, answer.headers)
  return json ?? {}
}

/** Passes on the cookies that better-auth set. */
export function setAuthCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
}

/** A token (RFC 6265 §4.1.1): around anything else some readers cut what others keep. */
const COOKIE_NAME = /^[!#$%&'*+.^_`|~\w-]+$/

/**
 * The headers that better-auth may see; whatever else a client sends stays outside. The address is the one that Fastify trusts,
 * never one that a client claims. The cookies are written anew from how we read them: two readers that disagree about an odd
 * header would let one person's guesses be counted under another.
 */
export function toAuthHeaders(req: FastifyRequest): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: req.ip })
  const cookies = Object.entries(req.cookies)
    .filter(([name]) => COOKIE_NAME.test(name))
    .map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`)
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
  const agent = req.headers['user-agent']
  if (agent) headers.set('user-agent', agent)
  return headers
}

/** The network address by which attempts are counted. */
export function toAttemptAddress(req: FastifyRequest): string {
  return toAddressBlock(req.ip)
}
