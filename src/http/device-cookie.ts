/** The cookie by which a device that has signed in before is known again, so that strangers cannot lock it out. */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { findKnownDevice, isDeviceSecret, rememberDevice } from '../services/sign-ins/known-devices.ts'
import type { HttpServices } from './services.ts'

const LIFE_SECONDS = 365 * 24 * 3600

/** The name under which wrong passwords of this device are counted; undefined for a device that the account does not know. */
export function findDeviceOf({ ctx }: HttpServices, req: FastifyRequest, email: string): Promise<string | undefined> {
  return findKnownDevice(ctx, req.cookies[nameOf(ctx)], email)
}

/** Knows the device again from now on; one secret stands for all the people who sign in on it. */
export async function keepDevice(
  { ctx }: HttpServices,
  { req, reply }: { req: FastifyRequest; reply: FastifyReply },
  email: string,
): Promise<void> {
  const name = nameOf(ctx)
  const known = req.cookies[name]
  const secret = isDeviceSecret(known) ? known : randomBytes(32).toString('base64url')
  await rememberDevice(ctx, secret, email)
  reply.setCookie(name, secret, {
    ...{ httpOnly: true, sameSite: 'lax', path: '/api/auth', maxAge: LIFE_SECONDS },
    secure: isSecure(ctx),
  })
}

/** Under https its prefix makes browsers refuse one that was set over http (RFC 6265bis, §4.1.3.1). */
function nameOf(ctx: Context): string {
  return `${isSecure(ctx) ? '__Secure-' : ''}openidv.device`
}

function isSecure({ config }: Context): boolean {
  return config.http.baseUrl.startsWith('https:')
}
