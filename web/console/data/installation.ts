/** The installation as its operators see it: every organization, and who may sign up. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'

export interface Limits<Value = number> {
  readonly ratePerSecond: Value
  readonly burst: Value
  readonly dailyQuota: Value
}

export interface OrganizationOverview {
  readonly id: string
  readonly name: string
  readonly status: 'active' | 'suspended' | 'erasing'
  readonly deletionDueAt: string | null
  readonly createdAt: string
  readonly memberCount: number
  /** Null: made by a command. */
  readonly founderEmail: string | null
  readonly availableTokens: number
  readonly heldTokens: number
  /** What holds. */
  readonly limits: Limits
  /** Null where the configuration’s holds. */
  readonly ownLimits: Limits<number | null>
}

export interface SignUpInvitation {
  readonly id: string
  readonly email: string
  readonly expiresAt: string
  readonly createdAt: string
  readonly inviterName: string | null
}

export interface Operator {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly createdAt: string
}

const PATH = '/console/installation'

/** Everything of the installation, for whoever has changed something. */
export const installationKey = ['installation'] as const

/** One page of organizations, the latest first. */
export function organizationsQuery(search: string | undefined, cursor: string | undefined) {
  const params = new URLSearchParams({ ...(search && { search }), ...(cursor && { cursor }) })
  return queryOptions({
    queryKey: [...installationKey, 'organizations', search, cursor],
    queryFn: ({ signal }) =>
      api.get<{ readonly items: readonly OrganizationOverview[]; readonly nextCursor?: string }>(
        `${PATH}/organizations?${params}`,
        signal,
      ),
    placeholderData: keepPreviousData,
  })
}

/** The invitations to sign up that can still be used. */
export const signUpInvitationsQuery = queryOptions({
  queryKey: [...installationKey, 'invitations'],
  queryFn: ({ signal }) => api.get<{ readonly items: readonly SignUpInvitation[] }>(`${PATH}/invitations`, signal),
})

/** Everybody who runs the installation. */
export const operatorsQuery = queryOptions({
  queryKey: [...installationKey, 'operators'],
  queryFn: ({ signal }) => api.get<{ readonly items: readonly Operator[] }>(`${PATH}/operators`, signal),
})

/** Adds tokens; the same `grantId` sent twice adds them once. */
export function grantTokens(
  id: string,
  grant: { amountTokens: number; note?: string; grantId: string },
): Promise<unknown> {
  return api.post(`${PATH}/organizations/${id}/grants`, grant)
}

/** Sets an organization's own limits; null goes back to the configuration. */
export function setLimits(id: string, limits: Limits<number | null>): Promise<void> {
  return api.patch(`${PATH}/organizations/${id}/limits`, limits)
}

/** While it is suspended, none of an organization's keys is accepted. */
export function setStatus(id: string, status: 'active' | 'suspended'): Promise<void> {
  return api.put(`${PATH}/organizations/${id}/status`, { status })
}

/** Lets an address sign up; the answer holds the link to hand on. */
export function inviteToSignUp(email: string): Promise<{ id: string; link: string }> {
  return api.post(`${PATH}/invitations`, { email })
}

/** The link again. */
export async function showSignUpLink(id: string): Promise<string> {
  const { link } = await api.post<{ link: string }>(`${PATH}/invitations/${id}/link`)
  return link
}

/** Withdraws the invitation. */
export function revokeSignUpInvitation(id: string): Promise<void> {
  return api.delete(`${PATH}/invitations/${id}`)
}
