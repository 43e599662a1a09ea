/** Queues the check of a session's step. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import type { CheckId, EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'
import type { CheckKind } from '../../steps/facts.ts'
import { addCheckJobs } from './claim-queries.ts'
import { insertCheck } from './queries.ts'

const PRIORITY = 0

/** Adds the check and its job. Call inside the transaction that makes the step submitted. */
export async function enqueueStepCheck(
  tx: TxContext,
  session: { id: SessionId; organizationId: OrganizationId; environment: Environment },
  check: { checkId: CheckId; step: string; kind: CheckKind; evidence: Readonly<Record<string, EvidenceId>> },
): Promise<void> {
  const { checkId: id, step, kind, evidence } = check
  await insertCheck(tx.db, {
    id,
    organizationId: session.organizationId,
    environment: session.environment,
    sessionId: session.id,
    step,
    kind,
    input: { evidence },
    holdId: null,
    priority: PRIORITY,
    createdAt: nowDate(tx.clock),
  })
  await addCheckJobs(tx.db, 1)
}
