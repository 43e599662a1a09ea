/** Begins and ends attempts at work that a caller named with an Idempotency-Key: the first answer is the only one. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { equalBytes, sha256 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { sealSecret, unsealSecret } from '../../lib/keyring.ts'
import { type ApiKeyActor, hasScope } from '../actor.ts'
import {
  claimKey,
  deleteExpiredKeys,
  findKey,
  type KeyPlace,
  listAnswersUnder,
  updateAnswer,
  updateKey,
} from './queries.ts'
import type { Work } from './work.ts'

/** How long an answer is kept. */
const KEPT_MS = 24 * 3_600_000
/** Longer than any request takes; an attempt older than this has died with its server. */
const RUNNING_MS = 60_000
const REWRAP_BATCH_SIZE = 500

/** An attempt that is under way; pass it back to `endAttempt`. */
export interface Attempt {
  readonly place: KeyPlace
  readonly work: Work
}

/** An answer as it was sent. */
export interface Answer {
  readonly status: number
  readonly contentType: string | undefined
  readonly body: Buffer
}

/**
 * An attempt to begin, or the answer that was given before. Throws `idempotency_mismatch` when the key was used for
 * another body, `idempotency_running` while the first attempt runs. Keys are kept apart by organization, environment
 * and route. `body` is the parsed request in a fixed order.
 */
export async function beginAttempt(
  ctx: TxContext,
  actor: ApiKeyActor,
  request: { key: string; route: string; body: string },
): Promise<{ attempt: Attempt } | { answer: Answer }> {
  const { organizationId, environment } = actor
  const place: KeyPlace = { organizationId, environment, route: request.route, keyDigest: sha256(request.key) }
  const fingerprint = fingerprintOf(actor, request.body)
  const nowMs = ctx.clock.nowMs()
  const workId: string = newId()
  const times = { runningUntil: new Date(nowMs + RUNNING_MS), expiresAt: new Date(nowMs + KEPT_MS) }

  const claimed = await claimKey(ctx.db, { ...place, fingerprint, workId, ...times, now: new Date(nowMs) })
  if (claimed) return { attempt: { place, work: { id: claimed.workId, isRetry: claimed.workId !== workId } } }

  const known = await findKey(ctx.db, place)
  if (known && !equalBytes(known.fingerprint, fingerprint)) throw new AppError('idempotency_mismatch')
  if (!known?.sealedBody || known.status === null || known.masterVersion === null) {
    throw new AppError('idempotency_running')
  }
  const { status, contentType, sealedBody, masterVersion } = known
  const body = unsealSecret(ctx.keyring, sealedBody, masterVersion, sealContext(place))
  return { answer: { status, contentType: contentType ?? undefined, body } }
}

/** Keeps the answer of an attempt, sealed: it may hold the secret of a hosted link. */
export async function keepAnswer(ctx: TxContext, { place }: Attempt, answer: Answer): Promise<void> {
  const { bytes: sealedBody, version: masterVersion } = sealSecret(ctx.keyring, answer.body, sealContext(place))
  const { status, contentType = null } = answer
  await updateKey(ctx.db, place, { state: 'answered', status, contentType, sealedBody, masterVersion })
}

/** Leaves the key to the next attempt, which finds what this one may have done by its work id. */
export async function abandonAttempt(ctx: TxContext, { place }: Attempt): Promise<void> {
  await updateKey(ctx.db, place, { runningUntil: nowDate(ctx.clock) })
}

/** Erases the expired keys of all organizations; answers how many. */
export function eraseIdempotencyKeys(ctx: TxContext): Promise<number> {
  return acrossOrganizations(() => deleteExpiredKeys(ctx.db, nowDate(ctx.clock)))
}

/** Seals the answers that are kept under the current master key; answers how many were not. Can be run again. */
export async function rewrapAnswers(ctx: TxContext): Promise<number> {
  const [, ...earlier] = ctx.keyring.masters
  const versions = earlier.map(({ version }) => version)
  let moved = 0
  for (;;) {
    const rows = await listAnswersUnder(ctx.db, versions, REWRAP_BATCH_SIZE)
    if (rows.length === 0) return moved
    for (const { sealedBody, masterVersion, ...place } of rows) {
      const body = unsealSecret(ctx.keyring, sealedBody, masterVersion, sealContext(place))
      const { bytes, version } = sealSecret(ctx.keyring, body, sealContext(place))
      await updateAnswer(ctx.db, place, { sealedBody: bytes, masterVersion: version })
    }
    moved += rows.length
  }
}

/** A key that is bound to one workflow, or is shown masked data, may not be answered what another one was. */
function fingerprintOf(actor: ApiKeyActor, body: string): Buffer {
  const sight = hasScope(actor, 'applicants:read') ? '' : 'masked '
  return sha256(`${sight}${actor.workflowId ?? ''}\n${body}`)
}

function sealContext({ organizationId, environment, route, keyDigest }: KeyPlace): string {
  return `idempotency:${organizationId}:${environment}:${route}:${keyDigest.toString('hex')}`
}
