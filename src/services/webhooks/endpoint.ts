/** A place that an organization wants to be told of its events at, as the verbs pass it on. */
import type { Selectable } from 'kysely'
import type { WebhookEndpointsTable } from '../../db/webhook-tables.ts'

export type EndpointRow = Selectable<WebhookEndpointsTable>

/** What is shown of it: all but its secrets. */
export type WebhookEndpoint = Omit<
  EndpointRow,
  'sealedSecret' | 'secretVersion' | 'sealedPreviousSecret' | 'previousSecretVersion'
>

export function toEndpoint(row: EndpointRow): WebhookEndpoint {
  const { sealedSecret: _sealed, secretVersion: _version, ...rest } = row
  const { sealedPreviousSecret: _previous, previousSecretVersion: _previousVersion, ...endpoint } = rest
  return endpoint
}
