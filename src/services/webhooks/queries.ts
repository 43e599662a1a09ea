/** SQL of endpoints. */
import type { Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { WebhookEndpointsTable } from '../../db/webhook-tables.ts'
import type { OrganizationId, WebhookEndpointId } from '../../lib/ids.ts'
import type { EndpointRow } from './endpoint.ts'

export async function insertEndpoint(db: Db, row: Omit<EndpointRow, 'status' | 'failingSince'>): Promise<void> {
  await db.insertInto('webhookEndpoints').values(row).execute()
}

/** An endpoint by id alone: the caller compares its organization. */
export function findEndpointById(db: Db, id: WebhookEndpointId): Promise<EndpointRow | undefined> {
  return db.selectFrom('webhookEndpoints').selectAll().where('id', '=', id).executeTakeFirst()
}

export function lockEndpoint(
  tx: Db,
  organizationId: OrganizationId,
  id: WebhookEndpointId,
): Promise<EndpointRow | undefined> {
  return tx
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Oldest first. */
export function listEndpointRows(
  db: Db,
  organizationId: OrganizationId,
  environment: Environment,
): Promise<EndpointRow[]> {
  return db
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

export async function updateEndpointRow(
  db: Db,
  organizationId: OrganizationId,
  id: WebhookEndpointId,
  change: Updateable<WebhookEndpointsTable>,
): Promise<void> {
  await db
    .updateTable('webhookEndpoints')
    .set(change)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** Endpoints of any organization with a secret under one of these versions of the root secret. */
export function listSealedUnder(db: Db, versions: readonly number[], most: number): Promise<EndpointRow[]> {
  return db
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where((eb) => eb.or([eb('secretVersion', 'in', versions), eb('previousSecretVersion', 'in', versions)]))
    .limit(most)
    .execute()
}

/** Removes an endpoint with its deliveries. */
export async function deleteEndpointRow(db: Db, organizationId: OrganizationId, id: WebhookEndpointId): Promise<void> {
  await db.deleteFrom('webhookEndpoints').where('organizationId', '=', organizationId).where('id', '=', id).execute()
}
