/** The review queue. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { showAllHidden } from '../../ui/hidden-characters.ts'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import type { Reason } from './session-detail.ts'

/** A session that waits for a person. */
export interface QueuedSession {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly externalId?: string
  readonly workflow?: { readonly id: string; readonly name: string }
  readonly submittedAt: string
  readonly reasons: readonly Reason[]
  readonly claim?: { readonly name: string; readonly expiresAt: string; readonly isMine: boolean }
}

export interface ReviewQueue {
  readonly items: readonly QueuedSession[]
  readonly nextCursor?: string
  /** Of the whole queue; 10,000 when there are more. */
  readonly total: number
  readonly oldestAt?: string
  /** Without an id: sessions without a workflow. */
  readonly workflows: ReadonlyArray<{ readonly id?: string; readonly name?: string; readonly count: number }>
}

/** Which part of the queue: a workflow's id, or `standalone`. */
export interface QueuePart {
  readonly workflowId?: string | undefined
}

const REFRESH_MS = 10_000
const COUNT_REFRESH_MS = 30_000

/** One page of the queue, looked at again by itself. */
export function reviewQuery({ workflowId, cursor }: QueuePart & { readonly cursor?: string | undefined }) {
  const search = new URLSearchParams({ ...(workflowId && { workflowId }), ...(cursor && { cursor }) })
  return queryOptions({
    queryKey: [...organizationKey(), 'review', 'list', search.toString()],
    queryFn: async ({ signal }) =>
      showAllHidden(await api.get<ReviewQueue>(organizationPath(`/review?${search}`), signal)),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

/** How many wait and since when, for the sidebar and the first page. */
export function reviewCountQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'review', 'count'],
    queryFn: ({ signal }) =>
      api.get<{ readonly count: number; readonly oldestAt?: string }>(organizationPath('/review/count'), signal),
    refetchInterval: COUNT_REFRESH_MS,
  })
}

/** Claims the session that has waited longest, after the one that is passed over; undefined when there is none. */
export async function claimNext(part: QueuePart & { readonly after?: string }): Promise<string | undefined> {
  const { id } = await api.post<{ readonly id?: string }>(organizationPath('/review/next'), part)
  return id
}
