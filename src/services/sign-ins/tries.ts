/** Slows down the guessing of passwords and codes: ten wrong ones, then a pause of five minutes. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { sha256 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { decrementTries, deleteEndedTries, deleteTries, incrementTries } from './queries.ts'

/** Who tries: each is counted apart, so that neither many addresses nor many accounts help a guesser. */
export interface Trier {
  /** What is guessed at, e.g. an e-mail address; it need not exist, and is refused in the same words if it does not. */
  readonly account?: string
  /** The network address that the try comes from, IPv6 by its /64. */
  readonly address: string
}

const MAX_TRIES = 10
const PAUSE_MS = 5 * 60_000
const TOO_MANY = 'Too many tries. Wait 5 minutes or reset your password.'
const TOO_OFTEN = 'Too many requests. Wait 5 minutes.'

/**
 * Runs `act` as one try and answers what it answers. The try is counted before `act`, so that a thousand at once are
 * no more than ten; it is forgiven when `act` succeeds or fails through no fault of the caller. Throws `rate_limited`.
 */
export async function withTries<T>(ctx: TxContext, trier: Trier, act: () => Promise<T>): Promise<T> {
  const address = sha256(`address:${trier.address}`)
  const account = trier.account === undefined ? undefined : toAccountDigest(trier.account)
  await deleteEndedTries(ctx.db, nowDate(ctx.clock))
  await countTry(ctx, address, MAX_TRIES, TOO_MANY)
  if (account) await countTry(ctx, account, MAX_TRIES, TOO_MANY)
  try {
    const answer = await act()
    if (account) await deleteTries(ctx.db, account)
    await decrementTries(ctx.db, address)
    return answer
  } catch (error) {
    const isGuess = error instanceof AppError && error.status < 500
    if (!isGuess) for (const digest of [address, account]) if (digest) await decrementTries(ctx.db, digest)
    throw error
  }
}

/** Counts one call of a kind, whatever comes of it; throws `rate_limited` beyond `most` in five minutes. */
export function countCall(ctx: TxContext, kind: string, most: number): Promise<void> {
  return countTry(ctx, sha256(`call:${kind}`), most, TOO_OFTEN)
}

/** Forgets the wrong tries at an account, for its owner who has set another password. */
export function forgiveTries(ctx: TxContext, account: string): Promise<void> {
  return deleteTries(ctx.db, toAccountDigest(account))
}

/**
 * Runs `act` with a code that the person has not shown in the last minutes, so that one that was overheard is worth
 * nothing (RFC 6238 §5.2); a code that `act` refuses is not spent. Throws `proof_refused`.
 */
export async function spendCode<T>(ctx: TxContext, userId: string, code: string, act: () => Promise<T>): Promise<T> {
  const digest = sha256(`code:${userId}:${code}`)
  const { count } = await incrementTries(ctx.db, digest, { most: 1, ...toPeriod(ctx) })
  if (count > 1) throw new AppError('proof_refused', { message: 'This code was used. Wait for the next one.' })
  try {
    return await act()
  } catch (error) {
    await deleteTries(ctx.db, digest)
    throw error
  }
}

async function countTry(ctx: TxContext, digest: Buffer, most: number, message: string): Promise<void> {
  const period = toPeriod(ctx)
  const { count, endsAt } = await incrementTries(ctx.db, digest, { most, ...period })
  if (count <= most) return
  throw new AppError('rate_limited', {
    message,
    details: { retry_after_ms: endsAt.getTime() - period.nowAt.getTime() },
  })
}

function toPeriod({ clock }: TxContext): { nowAt: Date; endsAt: Date } {
  const nowMs = clock.nowMs()
  return { nowAt: new Date(nowMs), endsAt: new Date(nowMs + PAUSE_MS) }
}

function toAccountDigest(account: string): Buffer {
  return sha256(`account:${account}`)
}
