/** What an applicant reads when a step is given back: one sentence and one instruction for each code of the server. */
import { acceptedDocuments } from './accepted-documents.ts'
import type { Slot, Step } from './session.ts'

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

/** Words that fit every kind of step; never a word about fraud. */
const WORDS: Readonly<Record<Code, VerdictWords & { readonly about: About }>> = {
  FACE_MISMATCH: {
    says: 'We couldn’t match your face to your ID',
    does: 'Take the photo of your face again in good light, without filters, and make sure that the ID is yours.',
    about: 'face',
  },
  LIVENESS_ID_MISMATCH: {
    says: 'We couldn’t match this photo to your first one',
    does: 'Take the photo of your face again in good light, without filters.',
    about: 'face',
  },
  DOC_TYPE_NOT_ALLOWED: {
    says: 'This ID is not accepted here',
    does: 'Use another one that is your own.',
    about: 'document',
  },
  SELFIE_IS_DOCUMENT: {
    says: 'We need a photo of you, not of your ID',
    does: 'Turn the camera to your face and take a new photo.',
    about: 'face',
  },
  ID_TYPE_UNRECOGNIZED: {
    says: 'We couldn’t read your ID',
    does: 'Take the photo again in better light, without a cover, with all four corners in the picture.',
    about: 'document',
  },
  FACE_NOT_DETECTED_IN_ID: {
    says: 'We can’t see the photo on your ID',
    does: 'Take a picture of the side with your photo, without glare on it.',
    about: 'document',
  },
  NO_FACE_DETECTED: {
    says: 'We can’t see your face',
    does: 'Look at the camera with your whole face in the picture.',
    about: 'face',
  },
  SEVERAL_FACES: {
    says: 'There is more than one face',
    does: 'Take the photo again with only you in the picture.',
    about: 'face',
  },
  PICTURE_BLURRED: {
    says: 'The photo is blurred',
    does: 'Wipe the lens, hold still and let the camera focus.',
    about: 'any',
  },
  PICTURE_TOO_DARK: {
    says: 'The photo is too dark',
    does: 'Turn on a light or go to a window.',
    about: 'any',
  },
  PICTURE_TOO_BRIGHT: {
    says: 'The photo is too bright',
    does: 'Move away from the lamp or out of the sun.',
    about: 'any',
  },
  PICTURE_GLARE: {
    says: 'Light hides part of your ID',
    does: 'Tilt it a little or move away from the lamp.',
    about: 'document',
  },
  PICTURE_TOO_SMALL: {
    says: 'It is too small in the photo',
    does: 'Move closer until it fills the picture.',
    about: 'any',
  },
  FACE_TURNED_AWAY: {
    says: 'Your face is turned away',
    does: 'Look straight at the camera.',
    about: 'face',
  },
  FACE_CUT_OFF: {
    says: 'Part of your face is missing',
    does: 'Hold the camera further away, with your whole face in the picture.',
    about: 'face',
  },
  FILE_ENCRYPTED: {
    says: 'A file is locked with a password',
    does: 'Send it without a password, or take photos of it.',
    about: 'any',
  },
  FILE_DAMAGED: {
    says: 'A file can’t be opened',
    does: 'Save it again as a PDF, or take a photo of it.',
    about: 'any',
  },
  FILE_TOO_LONG: {
    says: 'A file has too many pages',
    does: 'Send only the pages that were asked for.',
    about: 'any',
  },
  SIGNATURE_EMPTY: {
    says: 'Your signature is missing',
    does: 'Sign again, so that it can be seen.',
    about: 'any',
  },
}

/** For a code that this page does not know. */
const UNKNOWN = { says: 'We couldn’t use what you sent', does: 'Send it again.', about: 'any' } as const

/** The words for a code of the server; of a document that is not accepted, which ones are. */
export function verdictWords(code: string, step?: Step): VerdictWords {
  const { says, does } = find(code)
  const accepted = code === 'DOC_TYPE_NOT_ALLOWED' && step ? acceptedDocuments(step) : undefined
  return { says, does: accepted === undefined ? does : `${does} Accepted: ${accepted}.` }
}

/** Whether a code takes a try: only then are the tries told. */
export function takesTry(code: string): boolean {
  return FAILURES.some((known) => known === code)
}

/** The files that have to be given again, of those that a step has; never none. */
export function markedSlots(step: Step, code: string): readonly Slot[] {
  const { about } = find(code)
  const given = step.slots.filter(({ uploaded }) => uploaded)
  const marked = given.filter(({ name }) => {
    if (about === 'document') return name.endsWith('id_front')
    return about === 'face' ? name.startsWith('selfie_') : true
  })
  if (marked.length > 0) return marked
  return given.length > 0 ? given : step.slots
}

function find(code: string): VerdictWords & { readonly about: About } {
  return Object.hasOwn(WORDS, code) ? WORDS[code as Code] : UNKNOWN
}
