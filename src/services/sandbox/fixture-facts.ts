/** What the checks of the fixed sessions measured: facts of invented people, in the form of real checks. */
import { PLAYED_STRANGER } from '../../steps/face-confidence.ts'
import type { IdentityFacts, LivenessFacts } from '../../steps/facts.ts'
import { passedIdentity, playedField } from '../../steps/id-verification/play.ts'

/** The same document, expired, with the selfie of somebody else. */
export function failedIdentity(): IdentityFacts {
  const passed = passedIdentity()
  const { document } = passed
  const fields = { ...document.fields, expirationDate: playedField('2021-04-15') }
  return { ...passed, document: { ...document, fields }, similarity: PLAYED_STRANGER }
}

/** A score of liveness, 0…1. */
export function liveness(score: number): LivenessFacts {
  return { faceCount: 1, score }
}
