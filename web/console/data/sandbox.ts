/** The clock of the sandbox. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import { queryClient } from '../lib/query-client.ts'

export interface SandboxClock {
  /** How far it was advanced in all. */
  readonly advanced_seconds: number
  /** Null: never. */
  readonly advanced_at: string | null
}

/** Only where the pages show the sandbox. */
export function clockQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'sandbox-clock'],
    queryFn: ({ signal }) => api.get<SandboxClock>(organizationPath('/sandbox/clock'), signal),
  })
}

/** `by`: a number with s, m, h or d. Everything in the sandbox is older then, so all of it is asked for anew. */
export async function advanceClock(by: string): Promise<void> {
  await api.post<SandboxClock>(organizationPath('/sandbox/clock'), { advance: by })
  await queryClient.invalidateQueries({ queryKey: organizationKey() })
}
