/** The team as the console's server answers it: members, invitations, roles; and how it is changed. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import type { Role, Scope } from './me.ts'

export interface Member {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly hasTwoFactor: boolean
  readonly lastSeenAt?: string
  readonly joinedAt: string
}

export interface Invitation {
  readonly email: string
  readonly role: Role
  readonly expiresAt: string
  readonly isExpired: boolean
  readonly createdAt: string
  readonly inviterName: string
  /** Only for members who may invite. */
  readonly id?: string
}

export interface RoleMatrix {
  readonly scopes: readonly Scope[]
  readonly items: ReadonlyArray<{ readonly role: Role; readonly scopes: readonly Scope[] }>
}

/** Everything of the team, for whoever has changed something. */
export function teamKey(): readonly unknown[] {
  return [...organizationKey(), 'team']
}

/** Everybody, by name. */
export function membersQuery() {
  return queryOptions({
    queryKey: [...teamKey(), 'members'],
    queryFn: ({ signal }) => api.get<{ readonly items: readonly Member[] }>(organizationPath('/members'), signal),
  })
}

/** The invitations that nobody accepted yet. */
export function invitationsQuery() {
  return queryOptions({
    queryKey: [...teamKey(), 'invitations'],
    queryFn: ({ signal }) =>
      api.get<{ readonly items: readonly Invitation[] }>(organizationPath('/invitations'), signal),
  })
}

/** Roles and what each may do; they change with the server's version only. */
export function rolesQuery() {
  return queryOptions({
    queryKey: [...teamKey(), 'roles'],
    queryFn: ({ signal }) => api.get<RoleMatrix>(organizationPath('/roles'), signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Gives a member another role. */
export function changeRole(userId: string, role: Role): Promise<void> {
  return api.patch(organizationPath(`/members/${userId}`), { role })
}

/** Takes a member off the team. */
export function removeMember(userId: string): Promise<void> {
  return api.delete(organizationPath(`/members/${userId}`))
}

/** Leaves the organization. */
export function leaveOrganization(): Promise<void> {
  return api.post(organizationPath('/leave'))
}

/** Invites an address; the answer holds the link to hand on. */
export function invite(
  email: string,
  role: Role,
): Promise<{ id: string; link: string; expiresAt: string; isMailed: boolean }> {
  return api.post(organizationPath('/invitations'), { email, role })
}

/** The link of an invitation again, to hand on; noted in the audit log. */
export async function showInvitationLink(id: string): Promise<string> {
  const { link } = await api.post<{ link: string }>(organizationPath(`/invitations/${id}/link`))
  return link
}

/** Lets an invitation last seven more days. */
export function renewInvitation(id: string): Promise<unknown> {
  return api.post(organizationPath(`/invitations/${id}/renew`))
}

/** Withdraws an invitation. */
export function revokeInvitation(id: string): Promise<void> {
  return api.delete(organizationPath(`/invitations/${id}`))
}
