/** An invitation as the holder of its link sees it. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import type { Role } from './me.ts'

export interface ShownInvitation {
  readonly organizationName: string
  readonly role: Role
  /** Masked: the link may have gone astray. */
  readonly email: string
  readonly state: 'open' | 'expired' | 'revoked' | 'accepted'
  /** Absent while nobody is signed in. */
  readonly isForYou?: boolean
}

/** The invitation of a link, by the secret at its end. */
export function invitationQuery(secret: string) {
  return queryOptions({
    queryKey: ['invitation', secret],
    queryFn: ({ signal }) => api.get<ShownInvitation>(`/console/invitations/${encodeURIComponent(secret)}`, signal),
  })
}

/** Joins the organization, which the console then opens with. */
export function acceptInvitation(secret: string): Promise<{ organizationId: string }> {
  return api.post(`/console/invitations/${encodeURIComponent(secret)}/accept`)
}
