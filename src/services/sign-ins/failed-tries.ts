/** Notes tries to sign in that failed, and writes them into the audit log away from their answers, whose time tells nothing. */
import type { Context } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { hmacSha256 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { RepeatedWork } from '../../lib/repeated-work.ts'
import { type Counted, Tally } from '../../lib/tally.ts'
import { findPersonOfPasskey } from './passkeys/list.ts'
import { findUserIdOf } from './person.ts'
import { appendForPerson, type ProofKind } from './record-sign-in.ts'

const FLUSH_INTERVAL_MS = 1000
/** Tries at one account by one kind of proof that are a row together. */
const PERIOD_MS = 60_000
/** Accounts with tries that are not written: about 5 MB. Tries at others are lost meanwhile, and the log says how many. */
const MAX_WAITING = 10_000
/** Lines of unknown addresses in a second; what is beyond them is one line. */
const MAX_LINES = 20

const TOO_LATE = 'failed sign-ins were not written to the audit log before the end'

/** One try to prove who somebody is. */
export interface Try {
  /** A step-up is a try of somebody who is signed in. */
  readonly kind: 'sign_in' | 'step_up'
  /** An e-mail address or what an authenticator calls a passkey need not be anybody's. */
  readonly account: { readonly email: string } | { readonly credentialId: string } | { readonly userId: string }
  readonly by: ProofKind
  /** IP address that it came from. */
  readonly address: string
}

interface FailedTry extends Try {
  readonly outcome: 'fail' | 'pause'
  readonly at: Date
}

/** What a server knows of tries that failed and are not written yet. Made once; closed when no request comes any more. */
export class FailedTries {
  readonly #ctx: Context
  readonly #tally = new Tally<FailedTry>({ periodMs: PERIOD_MS, most: MAX_WAITING })
  readonly #flushing: RepeatedWork
  #lost = 0

  constructor(ctx: Context) {
    this.#ctx = ctx
    this.#flushing = new RepeatedWork(() => this.#writeDue(ctx.clock.nowMs()), FLUSH_INTERVAL_MS)
  }

  /** Runs a try and notes it when it is refused or comes too often; a memory write and nothing else. */
  async watch<T>(tried: Try, act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      const outcome = error instanceof AppError ? OUTCOMES[error.code] : undefined
      if (outcome) this.#note({ ...tried, outcome, at: nowDate(this.#ctx.clock) })
      throw error
    }
  }

  /** Writes what is due. Never throws. */
  flush(): Promise<void> {
    return this.#flushing.run()
  }

  /** Writes all that waits, for the last time. */
  async close(): Promise<void> {
    await this.#flushing.close()
    await this.#writeDue(Number.POSITIVE_INFINITY)
    if (this.#tally.size > 0) this.#ctx.log.error({ accounts: this.#tally.size }, TOO_LATE)
  }

  #note(failed: FailedTry): void {
    const { kind, outcome, by, account } = failed
    const key = JSON.stringify([kind, outcome, by, account])
    if (!this.#tally.add(key, failed, this.#ctx.clock.nowMs())) this.#lost += 1
  }

  async #writeDue(nowMs: number): Promise<void> {
    const unknown: Array<Counted<FailedTry>> = []
    const failed: Array<Counted<FailedTry>> = []
    for (const due of this.#tally.take(nowMs)) {
      try {
        if (!(await writeTry(this.#ctx, due))) unknown.push(due)
      } catch (err) {
        if (failed.length === 0) this.#ctx.log.error({ err }, 'failed sign-ins could not be written to the audit log')
        failed.push(due)
      }
    }
    this.#tally.putBack(failed)
    tellUnknown(this.#ctx, unknown)
    if (this.#lost > 0) this.#ctx.log.error({ tries: this.#lost }, 'failed sign-ins were left out of the audit log')
    this.#lost = 0
  }
}

/** Codes of the errors that tell of a try; whatever else goes wrong proves nothing. */
const OUTCOMES: Readonly<Record<string, FailedTry['outcome']>> = {
  sign_in_refused: 'fail',
  proof_refused: 'fail',
  rate_limited: 'pause',
}

/** Answers whether the account is somebody's. */
async function writeTry(ctx: Context, { value, times }: Counted<FailedTry>): Promise<boolean> {
  const { kind, outcome, account, by, address, at } = value
  const userId = await findAccount(ctx, account)
  if (userId === undefined) return false
  const author =
    kind === 'step_up'
      ? { actorKind: 'member' as const, actorId: userId }
      : { actorKind: 'stranger' as const, actorId: null }
  const details = { by, ...(times > 1 && { times }) }
  const action = `${kind}.${outcome}` as const
  const isWritten = await appendForPerson(ctx, userId, {
    ...author,
    action,
    targetId: userId,
    details,
    ip: address,
    at,
  })
  if (!isWritten) ctx.log.warn({ action, userId, by, times, address }, 'failed try of somebody in no organization')
  return true
}

function findAccount(ctx: Context, account: Try['account']): Promise<MemberUserId | undefined> {
  if ('email' in account) return findUserIdOf(ctx, account.email)
  if ('credentialId' in account) return findPersonOfPasskey(ctx, account.credentialId)
  return Promise.resolve(account.userId as MemberUserId)
}

/** Of an address that nobody signs in by, the log has a keyed digest: who reads it can compare, and not guess. */
function tellUnknown(ctx: Context, tries: ReadonlyArray<Counted<FailedTry>>): void {
  const [{ key }] = ctx.keyring.console
  for (const { value, times } of tries.slice(0, MAX_LINES)) {
    const [name] = Object.values(value.account)
    const account = hmacSha256(key, `unknown account ${name}`).toString('hex').slice(0, 16)
    ctx.log.warn({ account, by: value.by, times, address: value.address }, 'failed sign-in of an unknown account')
  }
  const rest = tries.slice(MAX_LINES).reduce((sum, { times }) => sum + times, 0)
  if (rest > 0) ctx.log.warn({ times: rest }, 'failed sign-ins of more unknown accounts')
}
