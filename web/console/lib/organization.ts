/** The organization that the pages are about, and the addresses of its endpoints. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { type Me, type Membership, meQuery, type Scope } from '../data/me.ts'
import { type Environment, environment } from './environment.ts'

export interface Organization extends Membership {
  readonly environment: Environment
  /** Whether the signed-in member may do it. */
  can(scope: Scope): boolean
  /** Whether the signed-in member runs the installation, too. */
  readonly isOperator: boolean
  /** Whether the server can send invitations by mail. */
  readonly sendsMail: boolean
  /** The same by text message. */
  readonly sendsSms: boolean
}

/** What this page load is about: the sign-in's choice may be changed by another tab, under an open form. */
let openedId: string | undefined

/** Makes the pages of this load about an organization, until the console is loaded anew or this is called again. */
export function openOrganization(id: string): void {
  openedId = id
}

/** Opens the chosen organization unless one is open already; answers whether there is any. */
export function enterOrganization(me: Me): boolean {
  const chosen = chooseMembership(me)
  openedId ??= chosen?.id
  return chosen !== undefined
}

/** Whether the sign-in has come to be about another organization than the pages of this load. */
export function isAnotherChosen(me: Me): boolean {
  return chooseMembership(me)?.id !== openedId
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
  if (openedId === undefined) throw new Error('organizationPath is for pages inside the shell')
  const url = new URL(`/console/organizations/${openedId}${path}`, window.location.origin)
  url.searchParams.set('environment', environment)
  return `${url.pathname}${url.search}`
}

/** The first part of every query key that belongs to the organization and environment. */
export function organizationKey(): readonly [string, string] {
  return [openedId ?? '', environment]
}

/** The organization of a person's answer: the chosen one, else the first. */
function chooseMembership({ organizations, activeOrganizationId }: Me): Membership | undefined {
  return organizations.find(({ id }) => id === activeOrganizationId) ?? organizations[0]
}

function toOrganization(me: Me): Organization {
  const membership = me.organizations.find(({ id }) => id === openedId) ?? chooseMembership(me)
  if (!membership) throw new Error('The shell is not shown without an organization')
  const { isOperator } = me.person
  const { sendsMail, sendsSms } = me
  return {
    ...membership,
    environment,
    isOperator,
    sendsMail,
    sendsSms,
    can: (scope) => membership.scopes.includes(scope),
  }
}
