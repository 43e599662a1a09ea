/** What a step found, line by line, for reviewers: codes and values; sentences stand with whoever shows them. */
import type { ReasonCode } from './reasons.ts'

/** Every line that a kind of step can show. */
export const FINDING_NAMES = [
  'document_read',
  'document_kind',
  'check_digits',
  'expiry',
  'age',
  'name',
  'portrait',
  'selfie_face',
  'own_picture',
  'face_match',
  'liveness',
  'same_person',
  'estimated_age',
  'consent',
  'signature',
  'file',
  'answers',
  'acknowledged',
] as const
export type FindingName = (typeof FINDING_NAMES)[number]

export type FindingVerdict = 'pass' | 'doubtful' | 'fail' | 'not_measured'

export interface Finding {
  readonly name: FindingName
  readonly verdict: FindingVerdict
  /** Why it is not a pass. */
  readonly codes: readonly ReasonCode[]
  /** What was found and what was wanted; the words for them are the reader's. */
  readonly values: Readonly<Record<string, string | number | boolean | readonly string[]>>
  /** The values that tell nothing of the person and are shown to everybody; every other one is masked. */
  readonly open: readonly string[]
  /** A measured value on its scale of 0 to 100. */
  readonly gauge?: { readonly value: number; readonly pass: number; readonly review: number }
}

interface Line extends Omit<Finding, 'verdict' | 'codes' | 'open'> {
  /** Reasons that would speak against this line. */
  readonly against: readonly ReasonCode[]
  readonly isMeasured: boolean
  readonly open?: readonly string[]
}

/** A line with its verdict by the reasons of the step's verdict: those that are CRITICAL fail it. */
export function toFinding(
  reasons: ReadonlyArray<{ readonly code: ReasonCode; readonly severity: string }>,
  line: Line,
): Finding {
  const { against, isMeasured, open = [], ...rest } = line
  const found = reasons.filter(({ code }) => against.includes(code))
  const verdict = found.some(({ severity }) => severity === 'CRITICAL')
    ? 'fail'
    : found.length > 0
      ? 'doubtful'
      : isMeasured
        ? 'pass'
        : 'not_measured'
  return { ...rest, verdict, codes: found.map(({ code }) => code), open }
}
