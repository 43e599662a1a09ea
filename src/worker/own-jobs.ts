/** The jobs of our own, other than checks: what each does, and when. */
import type { TaskList } from 'graphile-worker'
import type { Context } from '../context.ts'
import { HeadsPublisher } from '../services/audit/heads.ts'
import { sealChains } from '../services/audit/seal-chains.ts'
import { eraseDueOrganizations } from '../services/deletion/erase.ts'
import { eraseDirectEvidence } from '../services/evidence/erase-direct.ts'
import { removeAllReplaced } from '../services/evidence/remove-replaced.ts'
import { eraseIdempotencyKeys } from '../services/idempotency/attempt.ts'
import { sweepFiles } from '../services/installation/sweep-files.ts'
import { eraseRequests } from '../services/request-logs/erase.ts'
import { closeAbandonedChecks } from '../services/runs/finish-check.ts'
import { freezeFindings } from '../services/runs/freeze.ts'
import { expireSessions } from '../services/sessions/expire.ts'
import { remindApplicants } from '../services/sessions/remind.ts'
import { eraseOldDeliveries } from '../services/webhooks/erase-old.ts'

/** When they run, in UTC. Erasing an organization may take hours: the next run waits in the queue, once. */
export const OWN_CRONTAB = `
* * * * * expire_sessions
* * * * * remind_applicants
* * * * * close_abandoned_checks
* * * * * freeze_findings
* * * * * seal_audit_log ?queue=audit_log&jobKey=seal_audit_log
*/5 * * * * publish_audit_heads ?queue=audit_log&jobKey=publish_audit_heads
17 * * * * erase_direct_evidence
*/10 * * * * remove_replaced_evidence
37 * * * * erase_idempotency_keys
47 3 * * * sweep_files ?queue=sweep_files&jobKey=sweep_files
7 * * * * erase_requests
27 * * * * erase_webhook_deliveries
*/10 * * * * erase_organizations ?queue=erase_organizations&jobKey=erase_organizations
`

/** One handler for each. */
export function listOwnJobs(ctx: Context): TaskList {
  const heads = new HeadsPublisher(ctx)
  return {
    seal_audit_log: async () => void (await sealChains(ctx)),
    publish_audit_heads: () => heads.publish(),
    expire_sessions: async () => void (await expireSessions(ctx)),
    remind_applicants: async () => void (await remindApplicants(ctx)),
    close_abandoned_checks: async () => void (await closeAbandonedChecks(ctx)),
    freeze_findings: async () => void (await freezeFindings(ctx)),
    remove_replaced_evidence: async () => void (await removeAllReplaced(ctx)),
    sweep_files: async () => void (await sweepFiles(ctx)),
    erase_direct_evidence: async () => void (await eraseDirectEvidence(ctx)),
    erase_organizations: async (_payload, { abortSignal }) =>
      void (await eraseDueOrganizations(ctx, { signal: abortSignal })),
    erase_webhook_deliveries: async () => void (await eraseOldDeliveries(ctx)),
    erase_requests: async () => void (await eraseRequests(ctx)),
    erase_idempotency_keys: async () => void (await eraseIdempotencyKeys(ctx)),
  }
}
