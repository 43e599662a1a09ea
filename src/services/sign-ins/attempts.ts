/** Slows down the guessing of passwords and codes: too many wrong ones, then a pause of five minutes. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { sha256 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { decrementAttempts, deleteAttempts, deleteEndedAttempts, incrementAttempts } from './queries.ts'

/** Where an attempt comes from: account and address count apart, so that many of either do not help a guesser. */
export interface AttemptSource {
  /** What is guessed at, e.g. an e-mail address; it need not exist, and is refused in the same words if it does not. */
  readonly account?: string
  /** A device that has signed in to the account before: it counts for itself, and strangers' tries do not lock it out. */
  readonly device?: string | undefined
  /** How many tries at the account all strangers have together; ten unless more are said. */
  readonly mostAtAccount?: number
  /** The network address, IPv6 by its /64. */
  readonly address: string
}

const MAX_ATTEMPTS = 10
const PAUSE_MS = 5 * 60_000
const TOO_MANY = 'Too many tries. Wait 5 minutes or reset your password.'
const TOO_OFTEN = 'Too many requests. Wait 5 minutes.'

/**
 * Runs `act` as one attempt and answers what it answers. The attempt is counted before `act`, so that a thousand at once
 * are no more than ten; it is forgiven when `act` succeeds or fails through no fault of the caller. Throws `rate_limited`.
 */
export async function limitAttempts<T>(ctx: TxContext, source: AttemptSource, act: () => Promise<T>): Promise<T> {
  const { shared, own } = toBuckets(source)
  await deleteEndedAttempts(ctx.db, nowDate(ctx.clock))
  for (const { digest, most } of [...shared, ...own]) await countAttempt(ctx, digest, most, TOO_MANY)
  try {
    const answer = await act()
    for (const { digest } of own) await deleteAttempts(ctx.db, digest)
    for (const { digest } of shared) await decrementAttempts(ctx.db, digest)
    return answer
  } catch (error) {
    const isWeak = error instanceof AppError && error.hints?.[0]?.code === 'weak_password'
    const isGuess = error instanceof AppError && error.status < 500 && !isWeak
    if (!isGuess) for (const { digest } of [...shared, ...own]) await decrementAttempts(ctx.db, digest)
    throw error
  }
}

interface Bucket {
  readonly digest: Buffer
  readonly most: number
}

/** `own` is emptied by a success, which proves that it was the account's holder; `shared` is only given the one try back. */
function toBuckets({ account, device, address, mostAtAccount = MAX_ATTEMPTS }: AttemptSource): {
  shared: Bucket[]
  own: Bucket[]
} {
  if (device !== undefined) return { shared: [], own: [{ digest: sha256(`device:${device}`), most: MAX_ATTEMPTS }] }
  const shared = [{ digest: sha256(`address:${address}`), most: MAX_ATTEMPTS }]
  const own = account === undefined ? [] : [{ digest: toAccountDigest(account), most: mostAtAccount }]
  return { shared, own }
}

/** Counts one call of a kind, whatever comes of it; throws `rate_limited` beyond `most` in five minutes. */
export function countCall(ctx: TxContext, kind: string, most: number): Promise<void> {
  return countAttempt(ctx, sha256(`call:${kind}`), most, TOO_OFTEN)
}

/** Forgets the failed attempts at an account, for its owner who has set another password. */
export function forgiveAttempts(ctx: TxContext, account: string): Promise<void> {
  return deleteAttempts(ctx.db, toAccountDigest(account))
}

/**
 * Runs `act` with a code that the person has not shown in the last minutes, so that one that was overheard is worth
 * nothing (RFC 6238 §5.2); a code that `act` refuses is not spent. Throws `proof_refused`.
 */
export async function spendCode<T>(ctx: TxContext, userId: string, code: string, act: () => Promise<T>): Promise<T> {
  const digest = sha256(`code:${userId}:${code}`)
  const { count } = await incrementAttempts(ctx.db, digest, { most: 1, ...toPeriod(ctx) })
  if (count > 1) throw new AppError('proof_refused', { message: 'This code was used. Wait for the next one.' })
  try {
    return await act()
  } catch (error) {
    await deleteAttempts(ctx.db, digest)
    throw error
  }
}

async function countAttempt(ctx: TxContext, digest: Buffer, most: number, message: string): Promise<void> {
  const period = toPeriod(ctx)
  const { count, endsAt } = await incrementAttempts(ctx.db, digest, { most, ...period })
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
