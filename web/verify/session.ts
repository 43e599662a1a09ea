/** What the server says about a session, parsed at the edge. */

export type SessionStatus = 'PENDING' | 'SUBMITTED' | 'VERIFIED' | 'REJECTED' | 'VOIDED' | 'EXPIRED' | 'FAILED'

const STATUSES: readonly SessionStatus[] = [
  'PENDING',
  'SUBMITTED',
  'VERIFIED',
  'REJECTED',
  'VOIDED',
  'EXPIRED',
  'FAILED',
]

/** One photo that the session asks for. */
export interface Slot {
  /** The contract's name, e.g. `id_front`. */
  readonly name: string
  readonly required: boolean
  readonly uploaded: boolean
}

/** One applicant going through one workflow, as far as the applicant may know it. */
export interface Session {
  readonly id: string
  readonly status: SessionStatus
  readonly sandbox: boolean
  readonly organizationName: string
  readonly applicantFirstName?: string
  readonly consentGiven: boolean
  readonly expiresAt?: Date
  /** Each slot once, in the order in which the steps ask for them. */
  readonly slots: readonly Slot[]
  /** Where the organization wants the applicant back; only after submission, http or https. */
  readonly redirectUrl?: string
  /** Where the organization offers another way to those who decline; http or https. */
  readonly declineUrl?: string
}

/** Parses the server's session state; throws `TypeError` on a foreign shape. */
export function parseSession(value: unknown): Session {
  const state = toObject(value)
  const status = STATUSES.find((known) => known === state.status)
  if (!status) throw new TypeError('The session has an unknown status')
  const firstName = toText(toObject(state.applicant ?? {}).first_name)
  const expiresAt = toText(state.expires_at)
  const redirectUrl = toWebUrl(state.redirect_url)
  const declineUrl = toWebUrl(state.decline_url)
  return {
    id: requireText(state.session_id),
    status,
    sandbox: state.environment === 'sandbox',
    organizationName: requireText(toObject(state.organization).name),
    consentGiven: state.consent_given === true,
    slots: parseSlots(state.steps),
    ...(firstName && { applicantFirstName: firstName }),
    ...(expiresAt && { expiresAt: new Date(expiresAt) }),
    ...(redirectUrl && { redirectUrl }),
    ...(declineUrl && { declineUrl }),
  }
}

/** Two steps may share a slot: it is asked for once, and required when any of them requires it. */
function parseSlots(steps: unknown): readonly Slot[] {
  const slots = new Map<string, Slot>()
  for (const step of toArray(steps)) {
    for (const entry of toArray(toObject(step).slots)) {
      const { slot, required, uploaded } = toObject(entry)
      const name = requireText(slot)
      const known = slots.get(name)
      slots.set(name, {
        name,
        required: required === true || known?.required === true,
        uploaded: uploaded === true || known?.uploaded === true,
      })
    }
  }
  return [...slots.values()]
}

/** An absolute http(s) address, or nothing: `javascript:` and the like must never become a link. */
function toWebUrl(value: unknown): string | undefined {
  const text = toText(value)
  if (text === undefined || !URL.canParse(text)) return undefined
  return /^https?:$/.test(new URL(text).protocol) ? text : undefined
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function requireText(value: unknown): string {
  const text = toText(value)
  if (text === undefined) throw new TypeError('The session lacks a text')
  return text
}

function toArray(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('The session lacks a list')
  return value
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('The session lacks an object')
  return { ...value }
}
