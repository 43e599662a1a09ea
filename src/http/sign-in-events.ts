/** Puts what people do about their sign-in on record, with the address that the request came from. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { recordSignIn, type SignInEvent } from '../services/sign-ins/record-sign-in.ts'
import type { HttpServices } from './services.ts'

/** Records it; an answer that cannot be recorded gives nobody a cookie. */
export async function recordSignInEvent(
  { ctx }: HttpServices,
  { req, reply }: { req: FastifyRequest; reply: FastifyReply },
  event: Omit<SignInEvent, 'address'>,
): Promise<void> {
  try {
    await recordSignIn(ctx, { ...event, address: req.ip })
  } catch (error) {
    reply.removeHeader('set-cookie')
    throw error
  }
}
