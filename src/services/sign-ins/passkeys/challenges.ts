/** Challenges for passkeys to sign: each belongs to one browser, is answered once, and lives five minutes. */
import { randomBytes } from 'node:crypto'
import type { TxContext } from '../../../context.ts'
import { nowDate } from '../../../lib/clock.ts'
import { sha256 } from '../../../lib/crypto.ts'
import type { MemberUserId } from '../../../lib/ids.ts'
import { deleteChallenge, insertChallenge } from './queries.ts'

export const CHALLENGE_SECONDS = 5 * 60

/** What a signature is for, and of whom it is expected; nobody in particular for a sign-in. */
export type ChallengePurpose =
  | { readonly purpose: 'add' | 'step_up'; readonly userId: MemberUserId }
  | { readonly purpose: 'sign_in' }

export interface Challenge {
  /** For the browser's cookie, which no script reads; 32 random bytes in base64url. */
  readonly secret: string
  /** For the passkey to sign, in base64url: the secret's digest, so that only the browser with the secret can have it. */
  readonly challenge: string
}

/** Makes a challenge. */
export async function makeChallenge(ctx: TxContext, asked: ChallengePurpose): Promise<Challenge> {
  const secret = randomBytes(32).toString('base64url')
  const userId = 'userId' in asked ? asked.userId : null
  const endsAt = new Date(ctx.clock.nowMs() + CHALLENGE_SECONDS * 1000)
  const row = { digest: toDigest(secret), purpose: asked.purpose, userId, endsAt }
  await insertChallenge(ctx.db, row, nowDate(ctx.clock))
  return { secret, challenge: toChallenge(secret) }
}

/** The challenge of the browser's secret, which is worth nothing from here on; undefined unless it was made for `asked`. */
export async function spendChallenge(
  ctx: TxContext,
  secret: string | undefined,
  asked: ChallengePurpose,
): Promise<string | undefined> {
  if (secret === undefined) return undefined
  const row = await deleteChallenge(ctx.db, toDigest(secret))
  if (!row || row.endsAt.getTime() <= ctx.clock.nowMs()) return undefined
  const userId = 'userId' in asked ? asked.userId : null
  return row.purpose === asked.purpose && row.userId === userId ? toChallenge(secret) : undefined
}

function toChallenge(secret: string): string {
  return sha256(secret).toString('base64url')
}

function toDigest(secret: string): Buffer {
  return sha256(toChallenge(secret))
}
