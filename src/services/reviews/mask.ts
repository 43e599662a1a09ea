/** Takes the person out of what only the console shows of a session, for members who may not see who it is about. */
import { HIDDEN } from '../../steps/open-view.ts'
import type { ReviewedDecision } from './decisions.ts'
import type { Extracted } from './extracted.ts'

/** The fields without their values, and no faces. */
export function maskExtracted({ documentType, fields, mrz }: Extracted): Extracted {
  return {
    documentType,
    fields: fields.map(({ candidates: _, ...field }) => ({ ...field, value: HIDDEN })),
    ...(mrz && { mrz: { ...mrz, lines: mrz.lines.map(() => HIDDEN) } }),
  }
}

/** A reviewer's note may tell anything. */
export function maskDecision({ note, ...decision }: ReviewedDecision): ReviewedDecision {
  return note === undefined ? decision : { ...decision, note: HIDDEN }
}
