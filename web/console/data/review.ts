/** The review queue. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'

const COUNT_REFRESH_MS = 30_000

/** How many wait, for the sidebar. */
export function reviewCountQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'review', 'count'],
    queryFn: ({ signal }) => api.get<{ readonly count: number }>(organizationPath('/review/count'), signal),
    refetchInterval: COUNT_REFRESH_MS,
  })
}
