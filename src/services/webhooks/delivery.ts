/** The telling of one event to one endpoint, as its owner sees it. */
import type { Selectable } from 'kysely'
import type { WebhookAttemptsTable, WebhookDeliveriesTable } from '../../db/webhook-tables.ts'

export type Delivery = Omit<Selectable<WebhookDeliveriesTable>, 'begunAt' | 'claimedUntil' | 'sequence'>
export type ListedAttempt = Omit<Selectable<WebhookAttemptsTable>, 'organizationId' | 'deliveryId'>
