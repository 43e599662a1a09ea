/** Lets people stay signed in when the root secret is replaced: their cookies are signed anew with their next request. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SIGNED_COOKIES } from '../services/sign-ins/console-auth.ts'
import { noteRenewedSignIn, renewSignature } from '../services/sign-ins/renew-cookie.ts'
import type { App } from './app-type.ts'
import type { HttpServices } from './services.ts'

/** Adds the hook to every route of the scope that asks who is signed in; none while no earlier secret is named. */
export function registerCookieRenewal(scope: App, services: HttpServices): void {
  if (services.ctx.keyring.console.length === 1) return
  scope.addHook('onRequest', async (req, reply) => renewCookies(services, req, reply))
}

async function renewCookies(
  { ctx, consoleAuth }: HttpServices,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { createAuthCookie } = await consoleAuth.$context
  for (const [kind, maxAge] of Object.entries(SIGNED_COOKIES)) {
    const { name, attributes } = createAuthCookie(kind, { maxAge })
    const renewed = renewSignature(ctx.keyring, req.cookies[name] ?? '')
    if (!renewed) continue
    req.cookies[name] = renewed.cookie
    const { secure = false, path = '/', sameSite } = attributes
    reply.setCookie(name, renewed.cookie, { maxAge, httpOnly: true, secure, path, sameSite: toSameSite(sameSite) })
    if (kind === 'session_token') await noteRenewedSignIn(ctx, renewed.value)
  }
}

function toSameSite(text: string | undefined): 'lax' | 'strict' {
  return text?.toLowerCase() === 'strict' ? 'strict' : 'lax'
}
