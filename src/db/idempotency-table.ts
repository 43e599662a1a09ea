/** Row interface of the answers that are kept under an Idempotency-Key. */
import type { OrganizationId } from '../lib/ids.ts'

export interface IdempotencyKeysTable {
  organizationId: OrganizationId
  environment: 'live' | 'sandbox'
  route: string
  keyDigest: Buffer
  fingerprint: Buffer
  workId: string
  state: 'running' | 'answered'
  runningUntil: Date
  status: number | null
  contentType: string | null
  sealedBody: Buffer | null
  masterVersion: number | null
  expiresAt: Date
}
