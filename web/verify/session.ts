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

/** One file that a step asks for. */
export interface Slot {
  /** The contract's name, e.g. `id_front`. */
  readonly name: string
  readonly required: boolean
  readonly takesPdf: boolean
  readonly uploaded: boolean
}

/** One thing that is asked of the applicant. */
export interface Step {
  /** The kind, e.g. `ID_VERIFICATION`; a workflow has each kind at most once. */
  readonly kind: string
  /** Submitted, and still being checked. */
  readonly isRunning: boolean
  /** Why it was given back; undefined when it was not. */
  readonly failureReason: string | undefined
  /** What the kind needs to know, in its own shape. */
  readonly requirements: Readonly<Record<string, unknown>>
  readonly slots: readonly Slot[]
  /** What was typed in an earlier visit and not submitted, in the shape of the step's own screen. */
  readonly draft?: Readonly<Record<string, unknown>>
}

/** One applicant going through one workflow, as far as the applicant may know it. */
export interface Session {
  readonly id: string
  readonly status: SessionStatus
  readonly sandbox: boolean
  readonly organizationName: string
  readonly applicantFirstName?: string
  readonly applicantLastName?: string
  readonly consentGiven: boolean
  readonly expiresAt?: Date
  /** The language that the organization asked for: a tag of BCP 47. */
  readonly locale?: string
  readonly steps: readonly Step[]
  /** Place in `steps`, from 0; left out when the session has ended. */
  readonly currentStep?: number
  /** How often a step may still fail; left out when there is no limit. */
  readonly attemptsRemaining?: number
  /** Where the organization wants the applicant back; only after the end, http or https. */
  readonly redirectUrl?: string
  /** Where the organization offers another way to those who decline; http or https. */
  readonly declineUrl?: string
}

/** Parses the server's session state; throws `TypeError` on a foreign shape. */
export function parseSession(value: unknown): Session {
  const state = toObject(value)
  const status = STATUSES.find((known) => known === state.status)
  if (!status) throw new TypeError('The session has an unknown status')
  const applicant = toObject(state.applicant ?? {})
  const expiresAt = toText(state.expires_at)
  return {
    id: requireText(state.session_id),
    status,
    sandbox: state.environment === 'sandbox',
    organizationName: requireText(toObject(state.organization).name),
    consentGiven: state.consent_given === true,
    steps: toArray(state.steps).map(parseStep),
    ...withoutUndefined({
      applicantFirstName: toText(applicant.first_name),
      applicantLastName: toText(applicant.last_name),
      expiresAt: expiresAt && new Date(expiresAt),
      locale: toText(state.locale),
      currentStep: toCount(state.current_step),
      attemptsRemaining: toCount(state.attempts_remaining),
      redirectUrl: toWebUrl(state.redirect_url),
      declineUrl: toWebUrl(state.decline_url),
    }),
  }
}

/** The step that is asked for at the moment; undefined when the session has ended. */
export function currentStepOf({ status, steps, currentStep }: Session): Step | undefined {
  return status === 'PENDING' && currentStep !== undefined ? steps[currentStep] : undefined
}

function parseStep(value: unknown): Step {
  const { step, status, failure_reason: reason, requirements, slots, draft } = toObject(value)
  return {
    kind: requireText(step),
    isRunning: status === 'IN_PROGRESS',
    failureReason: toText(reason),
    requirements: toObject(requirements ?? {}),
    slots: toArray(slots).map(parseSlot),
    ...(draft !== undefined && { draft: toObject(draft) }),
  }
}

function parseSlot(value: unknown): Slot {
  const { slot, required, takes, uploaded } = toObject(value)
  return {
    name: requireText(slot),
    required: required === true,
    takesPdf: takes === 'picture_or_pdf',
    uploaded: uploaded === true,
  }
}

/** An absolute http(s) address, or nothing: `javascript:` and the like must never become a link. */
function toWebUrl(value: unknown): string | undefined {
  const text = toText(value)
  if (text === undefined) return undefined
  try {
    return /^https?:$/.test(new URL(text).protocol) ? text : undefined
  } catch {
    return undefined
  }
}

/** A text that is not empty. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A whole number that is not negative. */
export function toCount(value: unknown): number | undefined {
  return Number.isInteger(value) && Number(value) >= 0 ? Number(value) : undefined
}

/** A text that must be there; throws `TypeError`. */
export function requireText(value: unknown): string {
  const text = toText(value)
  if (text === undefined) throw new TypeError('The session lacks a text')
  return text
}

/** A list that must be there; throws `TypeError`. */
export function toArray(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('The session lacks a list')
  return value
}

/** An object that must be there; throws `TypeError`. */
export function toObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('The session lacks an object')
  return { ...value }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined | ''> }

function withoutUndefined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
}
