/** Slows down a person who calls the console faster than any page does, before the database is asked who they are. */
import type { FastifyRequest } from 'fastify'
import { sha256 } from '../lib/crypto.ts'
import { AppError } from '../lib/errors.ts'
import type { MemberUserId } from '../lib/ids.ts'
import type { Buckets } from '../limits/buckets.ts'
import type { Person } from '../services/sign-ins/person.ts'

/** The sign-in's cookie, with or without the prefix that it has under https. */
const SIGN_IN_COOKIE = /(^|-)openidv\.session_token$/
const MAX_SIGN_INS = 10_000

/** For one process: whose sign-in a cookie was when it came last, so that the person's bucket is found without a look-up. */
export class ConsoleRate {
  readonly #calls: Buckets
  readonly #people = new Map<string, MemberUserId>()

  constructor(calls: Buckets) {
    this.#calls = calls
  }

  /** Counts one call of whoever `find` finds, and answers them. Throws `rate_limited`, and then `find` was not asked. */
  async count(
    req: FastifyRequest,
    nowMs: number,
    find: () => Promise<Person | undefined>,
  ): Promise<Person | undefined> {
    const digest = digestOfCookie(req)
    const recalled = digest && this.#people.get(digest)
    if (recalled) this.#take(recalled, nowMs)
    const person = await find()
    if (!digest || person?.userId === recalled) return person
    this.#people.delete(digest)
    if (!person) return undefined
    this.#take(person.userId, nowMs)
    this.#people.set(digest, person.userId)
    const [oldest] = this.#people.keys()
    if (this.#people.size > MAX_SIGN_INS && oldest) this.#people.delete(oldest)
    return person
  }

  #take(userId: MemberUserId, nowMs: number): void {
    const { admitted, retryAfterMs } = this.#calls.take(userId, nowMs)
    if (admitted) return
    const message = 'That was too much at once. Wait a moment, then go on.'
    throw new AppError('rate_limited', { message, details: { retry_after_ms: retryAfterMs } })
  }
}

function digestOfCookie({ cookies }: FastifyRequest): string | undefined {
  const [, value] = Object.entries(cookies).find(([name]) => SIGN_IN_COOKIE.test(name)) ?? []
  return value === undefined ? undefined : sha256(value).toString('base64')
}
