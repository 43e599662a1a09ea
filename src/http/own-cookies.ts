/** Cookies of people that are ours and not better-auth's. */
import type { FastifyReply } from 'fastify'
import type { Context } from '../context.ts'

/** What one of them is for, and where and how long it is sent. */
interface OwnCookie {
  readonly kind: 'device' | 'passkey'
  readonly path: string
  readonly maxAgeSeconds: number
  readonly sameSite: 'lax' | 'strict'
}

/** Its name; under https its prefix makes browsers refuse one that was set over http (RFC 6265bis, §4.1.3.1). */
export function nameOwnCookie(ctx: Context, kind: OwnCookie['kind']): string {
  return `${isSecure(ctx) ? '__Secure-' : ''}openidv.${kind}`
}

/** Sets it; no script reads it. */
export function setOwnCookie(ctx: Context, reply: FastifyReply, cookie: OwnCookie, value: string): void {
  const { kind, path, maxAgeSeconds: maxAge, sameSite } = cookie
  reply.setCookie(nameOwnCookie(ctx, kind), value, { httpOnly: true, sameSite, path, maxAge, secure: isSecure(ctx) })
}

function isSecure({ config }: Context): boolean {
  return config.http.baseUrl.startsWith('https:')
}
