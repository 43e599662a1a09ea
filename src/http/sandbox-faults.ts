/** Answers a request of the sandbox with the fault that it asks for, so that a client's handling of it can be tried. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, assert, invalidField } from '../lib/errors.ts'
import { toDay, untilDayEndsMs } from '../limits/utc-day.ts'
import type { AuthenticatedKey } from '../services/api-keys/known-key.ts'
import { insufficientBalance } from '../services/billing/insufficient.ts'
import { limitSubject } from '../services/usage/day-counts.ts'
import { requireWithinLimits } from './rate-limit.ts'
import type { HttpServices } from './services.ts'

/** The header that asks for one. */
export const FAULT_HEADER = 'x-sandbox-fault'

const FAULTS = ['429', '402', '503', 'timeout'] as const
type Fault = (typeof FAULTS)[number]

/** Longer than clients wait: 30 s is usual. */
const SILENCE_MS = 60_000
/** Requests that have met their fault: the oldest are forgotten first. */
const MAX_MET = 10_000

/** One for each server. */
export class SandboxFaults {
  readonly #services: HttpServices
  readonly #met = new Set<string>()
  readonly #silent = new Set<() => void>()

  constructor(services: HttpServices) {
    this.#services = services
  }

  /**
   * Resolves when the request may go on, throws the fault, and never settles for `timeout`. Call before the body is read, after
   * the key, the limits and the scope: nothing is begun. A request with an Idempotency-Key meets its fault once, so that its
   * repetition goes through. Throws `validation_failed` for a live key and for a fault that there is not.
   */
  async meet(req: FastifyRequest, reply: FastifyReply): Promise<void> {
    const key = req.authenticated
    assert(key, 'the key was asked for before')
    const word = String(req.headers[FAULT_HEADER])
    if (key.actor.environment !== 'sandbox') throw invalidField(FAULT_HEADER, 'works with a sandbox key only')
    const fault = FAULTS.find((known) => known === word)
    if (!fault) throw invalidField(FAULT_HEADER, `must be one of ${FAULTS.join(', ')}`)
    if (this.#hasMet(req, key)) return
    await this.#answer(fault, key, req, reply)
  }

  /** Ends what is kept silent. */
  close(): void {
    for (const end of this.#silent) end()
  }

  #hasMet(req: FastifyRequest, { actor }: AuthenticatedKey): boolean {
    const name = req.headers['idempotency-key']
    if (name === undefined) return false
    const request = [actor.apiKeyId, req.method, req.url, name].join(' ')
    if (this.#met.has(request)) return true
    this.#met.add(request)
    const [oldest] = this.#met
    if (oldest !== undefined && this.#met.size > MAX_MET) this.#met.delete(oldest)
    return false
  }

  #answer(fault: Fault, key: AuthenticatedKey, req: FastifyRequest, reply: FastifyReply): Promise<void> {
    switch (fault) {
      case '429':
        return this.#limit(key, reply)
      case '402':
        throw insufficientBalance(this.#services.ctx)
      case '503':
        throw new AppError('server_busy')
      case 'timeout':
        return this.#beSilent(req, reply)
      default:
        return fault satisfies never
    }
  }

  /** As if the bucket were empty; the headers say so, too. */
  async #limit({ actor, limit }: AuthenticatedKey, reply: FastifyReply): Promise<void> {
    const nowMs = this.#services.ctx.clock.nowMs()
    const used = await this.#services.limiter.used(limitSubject(actor))
    requireWithinLimits(
      limit,
      {
        ...{ admitted: false, limitedBy: 'rate', burstRemaining: 0, decidedAtUs: nowMs * 1000 },
        quotaRemaining: Math.max(0, limit.dailyQuota - used),
        retryAfterMs: Math.ceil(1000 / limit.ratePerSecond),
        quotaResetsInMs: untilDayEndsMs(toDay(nowMs), nowMs),
      },
      reply,
    )
  }

  #beSilent({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack()
    const end = () => raw.destroy()
    const timer = setTimeout(end, SILENCE_MS).unref()
    this.#silent.add(end)
    raw.once('close', () => {
      clearTimeout(timer)
      this.#silent.delete(end)
    })
    return new Promise(() => {})
  }
}
