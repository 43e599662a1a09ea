/** The organization's settings as the console's server answers them, and how they are changed. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'

export interface OrganizationDetail {
  readonly id: string
  readonly name: string
  readonly createdAt: string
}

export interface Security {
  readonly requireTwoFactor: boolean
  /** Null: as long as a sign-in lasts. */
  readonly signInHours: number | null
  /** Minutes that a sign-in may rest with nobody there; null: any number. */
  readonly idleMinutes: number | null
  readonly showKeysOnce: boolean
}

/** Name, id and age. */
export function organizationQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'organization'],
    queryFn: ({ signal }) => api.get<OrganizationDetail>(organizationPath('/organization'), signal),
  })
}

/** What is asked of sign-ins, and how keys are shown. */
export function securityQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'security'],
    queryFn: ({ signal }) => api.get<Security>(organizationPath('/security'), signal),
  })
}

/** Gives the organization another name. */
export function renameOrganization(name: string): Promise<void> {
  return api.patch(organizationPath('/organization'), { name })
}

/** Stops the organization and lets it be erased in seven days; `name` is its name, typed. */
export function deleteOrganization(name: string): Promise<{ readonly deletionDueAt: string }> {
  return api.post(organizationPath('/organization/deletion'), { name })
}

/** Takes the deletion back. */
export function keepOrganization(): Promise<void> {
  return api.delete(organizationPath('/organization/deletion'))
}

/** Changes what is named and answers all of it. */
export function setSecurity(changes: Partial<Security>): Promise<Security> {
  return api.patch<Security>(organizationPath('/security'), changes)
}
