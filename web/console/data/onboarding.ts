/** The first steps of an organization. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'

/** An organization with its first keys, which are shown and not stored. */
export interface FoundedOrganization {
  readonly id: string
  readonly liveKey: string
  readonly sandboxKey: string
}

const POLL_MS = 2_000

/** Founds an organization of which the person is the owner. */
export function foundOrganization(name: string): Promise<FoundedOrganization> {
  return api.post('/console/organizations', { name })
}

/** Whether a live key of the organization was used; asks again until it was. */
export function firstRequestQuery(organizationId: string) {
  const path = `/console/organizations/${organizationId}/first-request?environment=live`
  return queryOptions({
    queryKey: ['first-request', organizationId],
    queryFn: ({ signal }) => api.get<{ hasArrived: boolean; lastUsedAt?: string }>(path, signal),
    refetchInterval: ({ state }) => (state.data?.hasArrived ? false : POLL_MS),
  })
}
