/** The organization that the pages are about, and the addresses of its endpoints. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { type Me, type Membership, meQuery, type Scope } from '../data/me.ts'
import { type Environment, environment } from './environment.ts'
import { queryClient } from './query-client.ts'

export interface Organization extends Membership {
  readonly environment: Environment
  /** Whether the signed-in member may do it. */
  can(scope: Scope): boolean
}

/** The organization of a person's answer: the chosen one, else the first. */
export function chooseMembership({ organizations, activeOrganizationId }: Me): Membership | undefined {
  return organizations.find(({ id }) => id === activeOrganizationId) ?? organizations[0]
}

/** The current organization; only inside the shell, which is not shown without one. */
export function useOrganization(): Organization {
  const { data } = useSuspenseQuery(meQuery)
  return toOrganization(data)
}

/** Who is signed in; only inside the shell. */
export function usePerson(): Me['person'] {
  return useSuspenseQuery(meQuery).data.person
}

/** `/sessions` → the endpoint's address in the current organization and environment; for queries inside the shell. */
export function organizationPath(path: string): string {
  const me = queryClient.getQueryData(meQuery.queryKey)
  if (!me) throw new Error('organizationPath is for pages inside the shell')
  const url = new URL(`/console/organizations/${toOrganization(me).id}${path}`, window.location.origin)
  url.searchParams.set('environment', environment)
  return `${url.pathname}${url.search}`
}

/** The first part of every query key that belongs to the organization and environment. */
export function organizationKey(): readonly [string, string] {
  const me = queryClient.getQueryData(meQuery.queryKey)
  return [me ? toOrganization(me).id : '', environment]
}

function toOrganization(me: Me): Organization {
  const membership = chooseMembership(me)
  if (!membership) throw new Error('The shell is not shown without an organization')
  return { ...membership, environment, can: (scope) => membership.scopes.includes(scope) }
}
