/** Which times pass when the clock of a sandbox is advanced: every one of its data, so that they stay true to each other. */
import type { AgingTable } from '../../../db/age-rows.ts'
import type { TenantTable } from '../../../db/delete-rows.ts'

const OF_SESSION = { table: 'sessions', by: 'sessionId' } as const

/**
 * In the order in which the rest of the server locks them: sessions before what belongs to them. A column that a job compares
 * with now belongs here, or among the reasons of test/repository/schema.test.ts.
 */
export const AGING_TABLES: Readonly<Partial<Record<TenantTable, AgingTable>>> = {
  sessions: {
    times: ['consentAt', 'expiresAt', 'submittedAt', 'decidedAt', 'remindAt', 'createdAt', 'updatedAt'],
    documents: ['metaData'],
  },
  endedLinks: { times: ['endedAt'], of: OF_SESSION },
  sessionSteps: { times: ['startedAt', 'completedAt', 'judgedAt'], of: OF_SESSION },
  decisions: { times: ['createdAt'], of: OF_SESSION },
  reviewClaims: { times: ['claimedAt', 'expiresAt'], of: OF_SESSION },
  sandboxWalks: { times: ['dueAt'] },
  checks: { times: ['createdAt', 'finishedAt'] },
  evidence: { times: ['createdAt', 'storedAt', 'submittedAt'] },
  applicants: { times: ['createdAt', 'updatedAt'] },
  events: { times: ['createdAt'] },
  messages: { times: ['begunAt', 'dueAt', 'createdAt', 'finishedAt'] },
  webhookDeliveries: { times: ['begunAt', 'dueAt', 'createdAt', 'finishedAt'] },
  webhookAttempts: { times: ['at'], of: { table: 'webhookDeliveries', by: 'deliveryId' } },
  webhookEndpoints: { times: ['previousSecretEndsAt', 'failingSince', 'createdAt', 'updatedAt'] },
  workflows: { times: ['createdAt', 'updatedAt'] },
  workflowVersions: { times: ['createdAt'], of: { table: 'workflows', by: 'workflowId' } },
  idempotencyKeys: { times: ['expiresAt'] },
}
