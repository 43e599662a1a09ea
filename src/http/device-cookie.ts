/** The cookie by which a device that has signed in before is known again, so that strangers cannot lock it out. */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findKnownDevice, isDeviceSecret, rememberDevice } from '../services/sign-ins/known-devices.ts'
import { nameOwnCookie, setOwnCookie } from './own-cookies.ts'
import type { HttpServices } from './services.ts'

const COOKIE = { kind: 'device', path: '/api/auth', maxAgeSeconds: 365 * 24 * 3600, sameSite: 'lax' } as const

/** The name under which wrong passwords of this device are counted; undefined for a device that the account does not know. */
export function findDeviceOf({ ctx }: HttpServices, req: FastifyRequest, email: string): Promise<string | undefined> {
  return findKnownDevice(ctx, req.cookies[nameOwnCookie(ctx, COOKIE.kind)], email)
}

/** Knows the device again from now on; one secret stands for all the people who sign in on it. */
export async function keepDevice(
  { ctx }: HttpServices,
  { req, reply }: { req: FastifyRequest; reply: FastifyReply },
  email: string,
): Promise<void> {
  const known = req.cookies[nameOwnCookie(ctx, COOKIE.kind)]
  const secret = isDeviceSecret(known) ? known : randomBytes(32).toString('base64url')
  await rememberDevice(ctx, secret, email)
  setOwnCookie(ctx, reply, COOKIE, secret)
}
