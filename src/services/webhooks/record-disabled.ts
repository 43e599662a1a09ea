/** Tells an organization's other endpoints that one was disabled. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import type { OrganizationId, WebhookEndpointId } from '../../lib/ids.ts'
import { recordOtherEvent } from '../events/record.ts'

interface DisabledEndpoint {
  readonly id: WebhookEndpointId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly name: string
  readonly failingSince: Date | null
}

/** Call in the transaction that disabled it, after it did: so it is not told of its own end. Its address is not told, which may hold a secret. */
export function recordDisabled(
  tx: TxContext,
  { id, organizationId, environment, name, failingSince }: DisabledEndpoint,
  reason: 'by_hand' | 'gone' | 'failing',
): Promise<void> {
  const data = { endpointId: id, name, reason, failingSince: failingSince?.toISOString() ?? null }
  return recordOtherEvent(tx, { organizationId, environment, type: 'endpoint.disabled', data })
}
