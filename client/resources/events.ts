/** `client.events`: what happened to the organization's sessions. */
import type { Answer, Query } from '../route-types.ts'
import type { RequestOptions } from '../send.ts'
import type { Transport } from '../transport.ts'

export type ListEvents = Query<'/v1/events', 'get'>
export type EventPage = Answer<'/v1/events', 'get'>
export type EventWithData = Answer<'/v1/events/{id}', 'get'>

export interface Events {
  /** One page, newest first; `next_token` is null on the last. */
  list(query?: ListEvents, options?: RequestOptions): Promise<EventPage>
  /** With the data that webhooks bring. */
  retrieve(id: string, options?: RequestOptions): Promise<EventWithData>
}

export function createEvents(transport: Transport): Events {
  return {
    list: (query = {}, options) => transport.call({ method: 'GET', path: '/v1/events', query }, options),
    retrieve: (id, options) => transport.call({ method: 'GET', path: `/v1/events/${encodeURIComponent(id)}` }, options),
  }
}
