/** The words of a session's detail: files, fields, reasons, events. */
import type { Attempt, ExtractedField, ReasonCode, StepFindings, TimelineEvent } from '../../data/session-detail.ts'
import { reasonSentence } from '../../words/reasons.ts'
import { plain, stepWord } from '../../words/steps.ts'

const SLOTS: Readonly<Record<string, string>> = {
  id_front: 'Front of ID',
  id_back: 'Back of ID',
  secondary_id_front: 'Front of second ID',
  secondary_id_back: 'Back of second ID',
  tertiary_id_front: 'Front of third ID',
  tertiary_id_back: 'Back of third ID',
  selfie_front: 'Selfie',
  selfie_left: 'Selfie, turned left',
  selfie_right: 'Selfie, turned right',
  signature: 'Signature',
  liveness_consent_signature: 'Signature for the liveness consent',
}
const SLOT_ORDER = Object.keys(SLOTS)

/** What a file shows; of a page of a document, which one. */
export function slotWord(slot: string): string {
  const [file = slot, page] = slot.split('/', 2)
  const prompt = /^custom-prompts-list_(\d+)$/.exec(file)?.[1]
  const word = SLOTS[file] ?? (prompt === undefined ? plain(file) : `Prompt ${Number(prompt) + 1}`)
  return page === undefined ? word : `${word}, page ${page}`
}

/** Slots in the order in which a reviewer compares them. */
export function orderSlots(slots: readonly string[]): string[] {
  const place = (slot: string) => (SLOT_ORDER.includes(slot) ? SLOT_ORDER.indexOf(slot) : SLOT_ORDER.length)
  return [...slots].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}

/** Where a step is; what was given back waits for the applicant again. */
export function stepStateWord({ status, isChecking, failureReason }: StepFindings): string {
  if (isChecking) return 'Being checked'
  if (status === 'PENDING' && failureReason !== undefined) return 'Given back'
  return { PENDING: 'To do', IN_PROGRESS: 'In progress', COMPLETED: 'Done', FAILED: 'Failed', SKIPPED: 'Skipped' }[
    status
  ]
}

const CHECK_FAILURES: Readonly<Record<string, string>> = {
  image_invalid: 'A file could not be opened.',
  model_crashed: 'The analysis stopped on these files.',
  model_timeout: 'The analysis took too long on these files.',
  evidence_missing: 'A file was no longer there.',
  worker_lost: 'The analysis was interrupted too often.',
  deadline_passed: 'The analysis did not begin in time.',
}

/** Why a check could not be done, for somebody who has to go on without it. */
export function checkFailureWord(code: string): string {
  return CHECK_FAILURES[code] ?? `It ended with ${code}.`
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
  'session.invite': 'Invitation sent again',
  'session.remind': 'Applicant reminded',
  'session.renew_link': 'New link made; the one before ended',
  'session.open': 'Link opened',
  'session.consent': 'Agreed to the terms',
  'session.step': 'Step submitted',
  'session.submit': 'Submitted',
  'session.fail': 'Failed: no attempts left',
  'session.decide': 'Decided by the rules',
  'session.review': 'Decided by hand',
  'session.expire': 'Expired',
  'evidence.store': 'File uploaded',
  'evidence.view': 'File looked at',
}

/** What happened, with the file's, the step's and the reason's name where there is one. */
export function eventWord({ action, details }: TimelineEvent): string {
  if (action === 'session.decide' && details.outcome === 'SUBMITTED') return 'Left to a person by the rules'
  const word = EVENTS[action] ?? plain(action)
  if (typeof details.slot === 'string') return `${word}: ${slotWord(details.slot)}`
  if (typeof details.step !== 'string') return word
  const told = `${word}: ${stepWord(details.step)}`
  return typeof details.reason === 'string' ? `${told}. ${reasonSentence({ code: details.reason })}` : told
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
export function sourceWord({ source, isConfirmedByText, checkDigit, candidates = [] }: ExtractedField): string {
  const place = source === 'text' ? 'Print' : isConfirmedByText ? 'Zone and print agree' : 'Zone only'
  const digit = checkDigit === undefined ? place : `${place}, check digit ${checkDigit}`
  return isConfirmedByText || candidates.length === 0 ? digit : `${digit}, or ${candidates.join(', ')}`
}
