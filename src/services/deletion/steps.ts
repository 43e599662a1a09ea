/** The steps that erase an organization: each noun removes its own rows, in an order that their references allow. */
import type { Context, TxContext } from '../../context.ts'
import type { TenantTable } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { eraseApiKeys } from '../api-keys/erase.ts'
import { eraseApplicants } from '../applicants/erase.ts'
import { releaseHolds } from '../billing/release-holds.ts'
import { eraseChecks } from '../checks/erase.ts'
import { eraseEvents } from '../events/erase.ts'
import { destroyDataKeys, erasePictures } from '../evidence/erase.ts'
import { eraseTotals } from '../evidence/erase-totals.ts'
import { eraseIdempotencyKeys } from '../idempotency/erase.ts'
import { eraseMessages } from '../messages/erase.ts'
import { eraseAllRequests } from '../request-logs/erase-all.ts'
import { eraseClaims } from '../reviews/erase.ts'
import { eraseSandbox } from '../sandbox/erase.ts'
import { eraseSessions } from '../sessions/erase.ts'
import { eraseRequestCounts } from '../usage/erase.ts'
import { eraseWebhooks } from '../webhooks/erase.ts'
import { eraseWorkflows } from '../workflows/erase.ts'

/** Does some work in a transaction of its own, as long as the organization is being erased. */
type InTransaction = (work: (tx: TxContext) => Promise<number>) => Promise<number>

/** Erases at most `most` things; answers how many there were, so that none means done. */
type EraseStep = (ctx: Context, id: OrganizationId, most: number, inTransaction: InTransaction) => Promise<number>

/** Every step; each is repeated until nothing is left for it. */
export const ERASE_STEPS: readonly EraseStep[] = [
  inOneTransaction(releaseHolds),
  inOneTransaction(eraseChecks),
  erasePictures,
  inOneTransaction(eraseTotals),
  inOneTransaction(eraseClaims),
  inOneTransaction(eraseWebhooks),
  inOneTransaction(eraseMessages),
  inOneTransaction(eraseEvents),
  inOneTransaction(eraseSandbox),
  inOneTransaction(eraseSessions),
  inOneTransaction(eraseApplicantsWithKeys),
  inOneTransaction(eraseWorkflows),
  inOneTransaction(eraseApiKeys),
  inOneTransaction(eraseAllRequests),
  inOneTransaction(eraseRequestCounts),
  inOneTransaction(eraseIdempotencyKeys),
]

/** All tables of which nothing is left of an erased organization. */
export const ERASED_TABLES: readonly TenantTable[] = [
  'invitations',
  'members',
  'checks',
  'evidence',
  'evidenceTotals',
  'reviewClaims',
  'decisions',
  'endedLinks',
  'messages',
  'webhookAttempts',
  'webhookDeliveries',
  'webhookEndpoints',
  'events',
  'sandboxWalks',
  'sandboxClocks',
  'sessionSteps',
  'sessions',
  'applicants',
  'workflowVersions',
  'workflows',
  'apiKeys',
  'requestLogs',
  'requestHints',
  'requestUsage',
  'requestLatencies',
  'requestPeaks',
  'requestSeconds',
  'requestCounts',
  'idempotencyKeys',
]

/** The key dies with the applicant: what else was sealed with it can never be opened again. */
async function eraseApplicantsWithKeys(tx: TxContext, id: OrganizationId, most: number): Promise<number> {
  const dataKeyIds = await eraseApplicants(tx, id, most)
  if (dataKeyIds.length > 0) await destroyDataKeys(tx, id, dataKeyIds)
  return dataKeyIds.length
}

function inOneTransaction(erase: (tx: TxContext, id: OrganizationId, most: number) => Promise<number>): EraseStep {
  return (_ctx, id, most, inTransaction) => inTransaction((tx) => erase(tx, id, most))
}
