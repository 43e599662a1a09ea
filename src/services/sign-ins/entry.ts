/** Signs people in, and gives sign-ins other tokens, on proofs that better-auth does not know. Its endpoints have no address. */

import type { GenericEndpointContext } from 'better-auth'
import { APIError, createAuthEndpoint, sessionMiddleware } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { generateRandomString } from 'better-auth/crypto'
import * as z from 'zod'
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { deleteSignInOfToken, updateSteppedUp } from './queries.ts'

const TOKEN_LENGTH = 32

/** Ends the sign-in that the same browser had before `session`, so that its cookie of before opens nothing any more. */
export async function endEarlierSignIn(
  ctx: TxContext,
  session: { readonly id: string },
  endpoint: GenericEndpointContext | null,
): Promise<void> {
  if (!endpoint) return
  const { authCookies, secret } = endpoint.context
  const token = await endpoint.getSignedCookie(authCookies.sessionToken.name, secret)
  if (token) await deleteSignInOfToken(ctx.db, token, session.id)
}

/** A plugin of better-auth: it writes the row, the cookie and the person's address as its own sign-ins do. */
export function createEntry(ctx: TxContext) {
  return {
    id: 'entry',
    endpoints: {
      /** Signs in somebody who has shown both factors at once. */
      enterWithFactor: createAuthEndpoint(
        { method: 'POST', body: z.object({ userId: z.string() }), requireHeaders: true },
        async (endpoint) => {
          const { internalAdapter } = endpoint.context
          const user = await internalAdapter.findUserById(endpoint.body.userId)
          if (!user) throw new APIError('UNAUTHORIZED')
          const session = await internalAdapter.createSession(user.id, false, { factorAt: nowDate(ctx.clock) })
          await setSessionCookie(endpoint, { session, user })
          return { email: user.email }
        },
      ),
      /**
       * Notes that the person has just proved who they are, and replaces the sign-in's token: the one of before opens nothing
       * from here on. Of two at once the second is refused as signed out, so that the browser has the token that counts.
       */
      renewSignIn: createAuthEndpoint(
        { method: 'POST', body: z.object({ isFactor: z.boolean() }), use: [sessionMiddleware], requireHeaders: true },
        async (endpoint) => {
          const { session, user } = endpoint.context.session
          const token = generateRandomString(TOKEN_LENGTH, 'a-z', 'A-Z', '0-9')
          const change = { nowAt: nowDate(ctx.clock), isFactor: endpoint.body.isFactor }
          if (!(await updateSteppedUp(ctx.db, { from: session.token, to: token }, change))) {
            throw new APIError('UNAUTHORIZED')
          }
          await setSessionCookie(endpoint, { session: { ...session, token }, user })
          return {}
        },
      ),
    },
  }
}
