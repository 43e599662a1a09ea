/** The words of a session's detail: pictures, fields, steps, reasons, events. */
import type { Attempt, ExtractedField, ReasonCode, TimelineEvent } from '../../data/session-detail.ts'

const SLOTS: Readonly<Record<string, string>> = {
  id_front: 'Front of ID',
  id_back: 'Back of ID',
  selfie_front: 'Selfie',
}
const SLOT_ORDER = Object.keys(SLOTS)

/** What a picture shows. */
export function slotWord(slot: string): string {
  return SLOTS[slot] ?? plain(slot)
}

/** Slots in the order in which a reviewer compares them. */
export function orderSlots(slots: readonly string[]): string[] {
  const place = (slot: string) => (SLOT_ORDER.includes(slot) ? SLOT_ORDER.indexOf(slot) : SLOT_ORDER.length)
  return [...slots].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}

const STEPS: Readonly<Record<string, string>> = {
  ID_VERIFICATION: 'Identity document',
  FACE_LIVENESS: 'Live person',
  AGE_ESTIMATION: 'Age of the face',
}

/** What a step is called. */
export function stepWord(step: string): string {
  return STEPS[step] ?? plain(step)
}

const FIELDS: Readonly<Record<string, string>> = {
  surname: 'Surname',
  givenNames: 'Given names',
  documentNumber: 'Document number',
  dateOfBirth: 'Date of birth',
  expirationDate: 'Expires',
  dateOfIssue: 'Issued',
  nationality: 'Nationality',
  issuingCountry: 'Issuing country',
  sex: 'Sex',
}

/** What a field of a document is called. */
export function fieldWord(name: string): string {
  return FIELDS[name] ?? plain(name)
}

/** Why a session is rejected, in the order in which the dialog offers them. */
export const REASON_WORDS: Readonly<Record<ReasonCode, string>> = {
  unreadable: 'The document cannot be read',
  expired: 'The document has expired',
  mismatch: 'The person or the name does not match',
  not_live: 'The selfie does not show a live person',
  tampered: 'The document was altered',
  other: 'Another reason',
}

const EVENTS: Readonly<Record<string, string>> = {
  'session.create': 'Session created',
  'session.open': 'Link opened',
  'session.consent': 'Agreed to the terms',
  'session.submit': 'Submitted',
  'session.decide': 'Decided by the rules',
  'session.review': 'Decided by hand',
  'session.expire': 'Expired',
  'evidence.store': 'Picture uploaded',
  'evidence.view': 'Picture looked at',
}

/** What happened, with the picture's name where there is one. */
export function eventWord({ action, details }: TimelineEvent): string {
  if (action === 'session.decide' && details.outcome === 'SUBMITTED') return 'Left to a person by the rules'
  const word = EVENTS[action] ?? plain(action)
  return typeof details.slot === 'string' ? `${word}: ${slotWord(details.slot)}` : word
}

/** Who did it. */
export function actorWord({ actorKind, by }: Pick<TimelineEvent, 'actorKind' | 'by'>): string {
  switch (actorKind) {
    case 'member':
      return by ?? 'A former member'
    case 'api_key':
      return by === undefined ? 'An API key' : `API key ${by}`
    case 'applicant':
      return 'The applicant'
    case 'system':
      return 'OpenIDV'
    case 'operator':
      return 'An operator of this installation'
    default:
      return actorKind satisfies never
  }
}

/** Whether a picture counts. */
export function attemptWord({ state }: Pick<Attempt, 'state'>): string {
  return { stored: 'Submitted', superseded: 'Replaced', erased: 'Erased' }[state]
}

/** Where a field of a document was read, and whether that is sure. */
export function sourceWord({ source, isConfirmedByText, checkDigit }: ExtractedField): string {
  const place = source === 'text' ? 'Print' : isConfirmedByText ? 'Zone and print agree' : 'Zone only'
  return checkDigit === undefined ? place : `${place}, check digit ${checkDigit}`
}

/** `secondary_id_front` → `Secondary id front`. */
export function plain(word: string): string {
  const text = word.replaceAll(/[_.]/g, ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
