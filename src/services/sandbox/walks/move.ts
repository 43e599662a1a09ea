/** Makes one move of a session that walks to its end as its scenario says: by the verbs of a real run, without pictures. */
import { type TxContext, withTransaction } from '../../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../../db/reach.ts'
import { nowDate } from '../../../lib/clock.ts'
import { assert } from '../../../lib/errors.ts'
import { newId, type OrganizationId } from '../../../lib/ids.ts'
import type { SystemActor } from '../../actor.ts'
import { recordAudit } from '../../audit/record.ts'
import { applyVerdict } from '../../runs/apply-verdict.ts'
import { findCurrentStep, isBeingJudged } from '../../runs/run.ts'
import { attemptsOf, findScenario, type Scenario } from '../../scenarios.ts'
import { addDecision, changeSession, findLockedSession } from '../../sessions/change.ts'
import { expireSession } from '../../sessions/expire.ts'
import type { SessionRow } from '../../sessions/session-row.ts'
import { billableSteps, listSteps, saveStep } from '../../sessions/steps.ts'
import { transitionSession } from '../../sessions/transition.ts'
import { playStep } from './play-step.ts'
import { claimWalks, continueWalk, type DueWalk, deleteWalk, listNextWalks } from './queries.ts'

export type { DueWalk } from './queries.ts'

/** Longer than a move: whoever holds a walk longer has died. */
const LEASE_MS = 30_000
const MAX_AHEAD = 500

/** Takes at most `most` walks whose next move is due, whoever's. */
export function takeDueWalks(ctx: TxContext, most: number): Promise<readonly DueWalk[]> {
  return acrossOrganizations(() => claimWalks(ctx.db, most, LEASE_MS))
}

/** Makes the next move in one transaction, so that one that is repeated after a crash happens once; answers whether there is another. */
export function moveWalk(ctx: TxContext, walk: DueWalk): Promise<boolean> {
  return withinOrganization(walk.organizationId, () =>
    withTransaction(ctx, async (tx) => {
      const goesOn = await move(tx, walk)
      await (goesOn ? continueWalk : deleteWalk)(tx.db, walk)
      return goesOn
    }),
  )
}

/** Makes the moves of an organization's walks that fall into the next `seconds`, of 500 walks at most. */
export async function walkAhead(ctx: TxContext, organizationId: OrganizationId, seconds: number): Promise<void> {
  for (const { dueInMs, ...walk } of await listNextWalks(ctx.db, organizationId, seconds, MAX_AHEAD)) {
    let atMs = dueInMs
    while (atMs <= seconds * 1000 && (await moveWalk(ctx, walk))) atMs += walk.pauseMs
  }
}

/** Answers whether there is another move. Whoever opened the link, or decided the session, has taken it over. */
async function move(tx: TxContext, walk: DueWalk): Promise<boolean> {
  const { organizationId, sessionId: id } = walk
  const scenario = findScenario(walk.scenario)
  const session = await findLockedSession(tx, { organizationId, id })
  if (!scenario || session?.status !== 'PENDING' || session.cookieDigest) return false
  assert(session.environment === 'sandbox', 'only a session of the sandbox walks')
  const actor: SystemActor = { kind: 'system', organizationId }
  if (scenario.ends === 'EXPIRED') {
    await expireSession(tx, organizationId, id)
    return false
  }
  if (session.progress === 'PENDING') {
    await begin(tx, session)
    return true
  }
  return submitNext(tx, actor, session, scenario)
}

/** Documentation's own network (RFC 5737): nobody was there. */
const FROM = { ip: '203.0.113.7', device: 'Sandbox', browser: 'Sandbox' }

async function begin(tx: TxContext, session: SessionRow): Promise<void> {
  const at = nowDate(tx.clock)
  const metaData = {
    ...session.metaData,
    applicantSubmissionIp: FROM.ip,
    applicantSubmissionDevice: FROM.device,
    applicantSubmissionBrowser: FROM.browser,
    applicantViewTime: at.toISOString(),
  }
  await changeSession(tx, session, { progress: 'STARTED', consentAt: at, metaData, updatedAt: at })
}

async function submitNext(
  tx: TxContext,
  actor: SystemActor,
  session: SessionRow,
  scenario: Scenario,
): Promise<boolean> {
  const steps = await listSteps(tx, session)
  const step = findCurrentStep(session, steps, tx.clock.nowMs())
  if (!step || isBeingJudged(step)) return false
  const startedAt = step.startedAt ?? nowDate(tx.clock)
  await recordAudit(tx, actor, { action: 'session.step', targetId: session.id, details: { step: step.id } })
  await saveStep(tx, session, step, { status: 'IN_PROGRESS', startedAt })
  const bounded = { ...session, maxAttempts: attemptsOf(session.maxAttempts) }
  await applyVerdict(tx, actor, bounded, { ...step, startedAt }, playStep(tx, bounded, steps, step, scenario))

  const left = await findLockedSession(tx, session)
  if (left?.status === 'SUBMITTED' && scenario.ends !== 'SUBMITTED') await decide(tx, actor, left, scenario)
  return left?.status === 'PENDING'
}

/** What the steps leave to a person, as they do where none of them proves who somebody is, whoever made the session has decided by the scenario. */
async function decide(tx: TxContext, actor: SystemActor, session: SessionRow, { ends }: Scenario): Promise<void> {
  if (ends !== 'VERIFIED' && ends !== 'REJECTED') return
  const { apiKeyId, senderUserId } = session
  const at = nowDate(tx.clock)
  await addDecision(tx, session, {
    ...{ id: newId(), outcome: ends, reasons: [], createdAt: at },
    ...(apiKeyId ? { source: 'api_key', actorId: apiKeyId } : { source: 'member', actorId: senderUserId }),
  })
  await transitionSession(tx, actor, session, {
    to: ends,
    change: { decidedAt: at, decisionReasons: [] },
    audit: { action: 'session.decide', details: { outcome: ends } },
    ran: billableSteps(await listSteps(tx, session)),
  })
}
