/** One session as the console shows it: its detail, its pictures, who is reviewing it, and the decision. */
import { queryOptions } from '@tanstack/react-query'
import { showAllHidden } from '../../ui/hidden-characters.ts'
import type { SessionStatus } from '../kit/status-badge.tsx'
import { ApiError, api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import { queryClient } from '../lib/query-client.ts'

export type Outcome = 'VERIFIED' | 'REJECTED' | 'VOIDED'
export type ReasonCode = 'unreadable' | 'expired' | 'mismatch' | 'not_live' | 'tampered' | 'other'

export interface Reason {
  readonly code: string
  readonly severity: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'
  /** A sentence of its own, which only old decisions have. */
  readonly detail?: string
}

/** A file that the applicant gave, whether it counts or was given again; pages of a PDF have slots such as `bill/1`. */
export interface Attempt {
  readonly id: string
  readonly slot: string
  readonly state: 'stored' | 'superseded' | 'erased'
  readonly contentType: string
  readonly sizeBytes: number
  readonly width?: number
  readonly height?: number
  readonly createdAt: string
}

export interface Finding {
  readonly name: string
  readonly verdict: 'pass' | 'fail' | 'doubtful' | 'not_measured'
  /** Reasons that speak against it. */
  readonly codes: readonly string[]
  /** Personal ones are masked for members who may not see applicants. */
  readonly values: Readonly<Record<string, string | number | boolean | readonly string[]>>
  /** On a scale of 0 to 100. */
  readonly gauge?: { readonly value: number; readonly pass: number; readonly review: number }
}

/** One step of the session with what it found. */
export interface StepFindings {
  readonly step: string
  readonly status: 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'SKIPPED'
  readonly isChecking: boolean
  /** Verdicts so far. */
  readonly attempts: number
  /** Code of why it was given back or failed. */
  readonly failureReason?: string
  readonly startedAt?: string
  readonly completedAt?: string
  /** Code of why its check could not be done. */
  readonly checkFailure?: string
  readonly findings: readonly Finding[]
}

export interface ExtractedField {
  readonly name: string
  readonly value: string
  readonly source: 'mrz' | 'text'
  readonly confidencePercent: number
  readonly isConfirmedByText: boolean
  /** What the zone allows as well. */
  readonly candidates?: readonly string[]
  readonly checkDigit?: 'right' | 'wrong'
  /** Code of the reason that speaks against it. */
  readonly mismatch?: string
}

/** A face in a picture: shares of the picture, 0…1 from the top left. */
export interface PlacedFace {
  readonly evidenceId: string
  /** How far the picture is turned to see the face upright: degrees clockwise. */
  readonly turnDegrees?: number
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
}

export interface Extracted {
  readonly documentType: string
  readonly fields: readonly ExtractedField[]
  readonly mrz?: { readonly format: string; readonly lines: readonly string[]; readonly isRepaired: boolean }
  readonly portrait?: PlacedFace
  readonly selfie?: PlacedFace
}

export interface Decision {
  readonly id: string
  readonly outcome: Outcome | 'SUBMITTED'
  readonly source: 'automatic' | 'api_key' | 'member'
  readonly by?: string
  readonly reasons: readonly Reason[]
  readonly reasonCode?: ReasonCode
  readonly note?: string
  readonly basis?: DecisionBasis
  readonly createdAt: string
}

/** What an automatic decision rests on. */
export interface DecisionBasis {
  readonly rulesVersion: string
  readonly thresholds: Readonly<Record<string, number>>
  /** SHA-256 of each model that measured, by step. */
  readonly models: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface TimelineEvent {
  readonly id: number
  readonly action: string
  readonly actorKind: 'api_key' | 'member' | 'applicant' | 'system' | 'operator'
  readonly by?: string
  readonly details: Readonly<Record<string, unknown>>
  readonly decision?: Decision
  readonly createdAt: string
}

export interface Claim {
  readonly name: string
  readonly claimedAt: string
  readonly expiresAt: string
  readonly isMine: boolean
}

/** A message that invited the applicant, or reminded them. */
export interface Invitation {
  readonly id: string
  readonly channel: 'email' | 'phone'
  readonly kind: 'session_invitation' | 'session_reminder'
  readonly state: 'queued' | 'sent' | 'refused' | 'unknown'
  /** Code of why it was not taken. */
  readonly reason: string | null
  readonly statusCode: number | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface SessionDetail {
  readonly id: string
  readonly status: SessionStatus
  readonly type: string
  readonly progress: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly submittedAt?: string
  readonly expiresAt?: string
  readonly externalId?: string
  readonly redirectUrl?: string
  readonly workflow?: { readonly id: string; readonly name: string }
  readonly steps: readonly string[]
  readonly reasons: readonly Reason[]
  readonly applicant: {
    readonly id: string
    readonly firstName: string
    readonly lastName: string
    readonly email?: string
    readonly phone?: string
  }
  readonly submission: Readonly<Record<string, string>>
  readonly isMasked: boolean
  readonly isChecking: boolean
  readonly outcomes: readonly Outcome[]
  readonly evidence: readonly Attempt[]
  readonly checks: readonly StepFindings[]
  readonly extracted?: Extracted
  readonly decisions: readonly Decision[]
  readonly timeline: readonly TimelineEvent[]
  readonly claim?: Claim
  /** Newest first. */
  readonly invitations: readonly Invitation[]
  /** What the API answers. */
  readonly raw: unknown
}

/** The session; its page asks for it anew when the server tells of a change. */
export function sessionQuery(id: string) {
  return queryOptions({
    queryKey: [...organizationKey(), 'session', id],
    queryFn: async ({ signal }) => showPlain(await api.get<SessionDetail>(organizationPath(`/sessions/${id}`), signal)),
  })
}

/** All but what the API answers, which the page shows in JSON's own notation. */
function showPlain({ raw, ...session }: SessionDetail): SessionDetail {
  return { ...showAllHidden(session), raw }
}

/** The bytes of a picture. Each request is an entry of the audit log, so it is asked for once per visit. */
export function pictureQuery(id: string) {
  return queryOptions({
    queryKey: [...organizationKey(), 'picture', id],
    queryFn: ({ signal }) => fetchPicture(organizationPath(`/evidence/${id}`), signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** The bytes of a file to save; an entry of the audit log as well. */
export function fetchFile(id: string): Promise<Blob> {
  return fetchPicture(organizationPath(`/evidence/${id}`))
}

async function fetchPicture(path: string, signal?: AbortSignal): Promise<Blob> {
  const response = await fetch(path, { headers: { accept: 'image/*, application/pdf' }, ...(signal && { signal }) })
  if (response.ok) return response.blob()
  throw new ApiError(response.status, await response.json())
}

/** Decides a session; `from` is the status that the reviewer saw. */
export async function decide(
  id: string,
  decision: { outcome: Outcome; reasonCode?: ReasonCode; note: string; from: SessionStatus },
): Promise<void> {
  const session = await api.post<SessionDetail>(organizationPath(`/sessions/${id}/decision`), decision)
  queryClient.setQueryData(sessionQuery(id).queryKey, showPlain(session))
  for (const list of ['review', 'sessions']) {
    void queryClient.invalidateQueries({ queryKey: [...organizationKey(), list] })
  }
}

/** Sends the applicant's link once more. */
export async function inviteAgain(id: string, channel: Invitation['channel']): Promise<void> {
  await api.post(organizationPath(`/sessions/${id}/invitations`), { channel })
  await queryClient.invalidateQueries({ queryKey: sessionQuery(id).queryKey })
}

/** Makes a new link for the applicant, and ends the one before; answers it. */
export async function renewLink(id: string): Promise<string> {
  const { url } = await api.post<{ readonly url: string }>(organizationPath(`/sessions/${id}/link`))
  return url
}

/** Where a session is claimed and given back; asked for while somebody is signed in. */
export function claimPath(id: string): string {
  return organizationPath(`/sessions/${id}/claim`)
}

/** Claims the session or renews the claim; answers whose it is. */
export function claim(path: string, takeOver = false): Promise<Claim> {
  return api.post(path, { takeOver }, takeOver ? 'person' : 'page')
}

/** Gives the session back, also from a page that is being closed, and after the sign-in has ended. */
export function release(path: string): void {
  void fetch(path, { method: 'DELETE', keepalive: true }).catch(() => {
    // The claim ends by itself.
  })
}
