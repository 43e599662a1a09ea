/** Queues the check of a session's step. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { type CheckId, type EvidenceId, newId, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import type { CheckKind } from './facts.ts'
import { addCheckJob, insertCheck } from './queries.ts'

const PRIORITY = 0

/** Adds the check and its job. Call inside the transaction that makes the step submitted. */
export async function enqueueStepCheck(
  tx: TxContext,
  session: { id: SessionId; organizationId: OrganizationId; environment: Environment },
  step: { id: string; kind: CheckKind; evidence: Readonly<Record<string, EvidenceId>> },
): Promise<void> {
  const id = newId<CheckId>()
  await insertCheck(tx.db, {
    id,
    organizationId: session.organizationId,
    environment: session.environment,
    sessionId: session.id,
    step: step.id,
    kind: step.kind,
    input: { evidence: step.evidence },
    holdId: null,
    createdAt: nowDate(tx.clock),
  })
  await addCheckJob(tx.db, { checkId: id, priority: PRIORITY })
}
