/** What an applicant reads on every screen, in the language that is spoken. */
import { texts } from './words/spoken.ts'

export { texts } from './words/spoken.ts'

/** What is wrong with a photo, and the one thing to do about it. */
export interface PhotoFault {
  readonly says: string
  readonly does: string
}

/** The words for a refused photo. */
export function photoFaultTexts(code: string): PhotoFault {
  const faults: Readonly<Record<string, PhotoFault>> = texts.photoFaults
  return faults[code] ?? texts.photoFaults.other
}
