/** What an applicant reads when a step is given back: one sentence and one instruction for each code of the server. */
import { acceptedDocuments } from './accepted-documents.ts'
import type { Slot, Step } from './session.ts'
import { verdictTexts } from './words/spoken.ts'

/** Codes that take a try. */
export const FAILURES = ['FACE_MISMATCH', 'LIVENESS_ID_MISMATCH', 'DOC_TYPE_NOT_ALLOWED', 'SELFIE_IS_DOCUMENT'] as const

/** Codes for what could not be judged; they take none. */
export const DEFECTS = [
  'ID_TYPE_UNRECOGNIZED',
  'FACE_NOT_DETECTED_IN_ID',
  'NO_FACE_DETECTED',
  'SEVERAL_FACES',
  'PICTURE_BLURRED',
  'PICTURE_TOO_DARK',
  'PICTURE_TOO_BRIGHT',
  'PICTURE_GLARE',
  'PICTURE_TOO_SMALL',
  'FACE_TURNED_AWAY',
  'FACE_CUT_OFF',
  'FILE_ENCRYPTED',
  'FILE_DAMAGED',
  'FILE_TOO_LONG',
  'SIGNATURE_EMPTY',
] as const

type Code = (typeof FAILURES)[number] | (typeof DEFECTS)[number]

/** Which of the files a verdict is about; `any` when the code does not tell. */
type About = 'document' | 'face' | 'any'

export interface VerdictWords {
  /** What is wrong, for the title. */
  readonly says: string
  /** The one thing to do about it. */
  readonly does: string
}

/** What the words of a code are about, where it tells. */
const ABOUT: Readonly<Partial<Record<Code, About>>> = {
  FACE_MISMATCH: 'face',
  LIVENESS_ID_MISMATCH: 'face',
  DOC_TYPE_NOT_ALLOWED: 'document',
  SELFIE_IS_DOCUMENT: 'face',
  ID_TYPE_UNRECOGNIZED: 'document',
  FACE_NOT_DETECTED_IN_ID: 'document',
  NO_FACE_DETECTED: 'face',
  SEVERAL_FACES: 'face',
  PICTURE_GLARE: 'document',
  FACE_TURNED_AWAY: 'face',
  FACE_CUT_OFF: 'face',
}

/** The words for a code of the server; of a document that is not accepted, which ones are. */
export function verdictWords(code: string, step?: Step): VerdictWords {
  const known: Readonly<Record<string, VerdictWords>> = verdictTexts.codes
  const { says, does } = Object.hasOwn(known, code) ? (known[code] ?? verdictTexts.unknown) : verdictTexts.unknown
  const accepted = code === 'DOC_TYPE_NOT_ALLOWED' && step ? acceptedDocuments(step) : undefined
  return { says, does: accepted === undefined ? does : verdictTexts.accepted(does, accepted) }
}

/** Whether a code takes a try: only then are the tries told. */
export function takesTry(code: string): boolean {
  return FAILURES.some((known) => known === code)
}

/** The files that have to be given again, of those that a step has; never none. */
export function markedSlots(step: Step, code: string): readonly Slot[] {
  const about = ABOUT[code as Code] ?? 'any'
  const given = step.slots.filter(({ uploaded }) => uploaded)
  const marked = given.filter(({ name }) => {
    if (about === 'document') return name.endsWith('id_front')
    return about === 'face' ? name.startsWith('selfie_') : true
  })
  if (marked.length > 0) return marked
  return given.length > 0 ? given : step.slots
}
