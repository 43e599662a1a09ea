/** What a step's judge says of what was submitted. */
import { type DefectCode, type FailureCode, type Reason, reason } from './reasons.ts'

/**
 * `pass` and `doubt` complete the step; a doubt is looked at when the session is decided. `fail` takes an attempt and
 * gives the step back. `cannot_judge` gives it back and takes none.
 */
export type Verdict =
  | { readonly outcome: 'pass'; readonly reasons: readonly [] }
  | { readonly outcome: 'doubt'; readonly reasons: readonly Reason[] }
  | { readonly outcome: 'fail'; readonly failure: FailureCode; readonly reasons: readonly Reason[] }
  | {
      readonly outcome: 'cannot_judge'
      readonly defect: DefectCode
      /** The file to give again; all of the step's when left out. */
      readonly slot?: string
      readonly reasons: readonly []
    }

export const PASS: Verdict = { outcome: 'pass', reasons: [] }

/**
 * How often a step is given back because its pictures could not be judged: the next time they are taken as they are
 * and a person looks, so that nobody is asked for ever.
 */
export const MAX_RETAKES = 2

/** `pass` when there is no doubt. */
export function passUnless(doubts: readonly Reason[]): Verdict {
  return doubts.length === 0 ? PASS : { outcome: 'doubt', reasons: doubts }
}

/** Asks for the pictures again, or leaves them to a person when that was done often enough. */
export function retake(
  defect: DefectCode,
  retakes: number,
  { slot, doubts = [] }: { readonly slot?: string; readonly doubts?: readonly Reason[] } = {},
): Verdict {
  if (retakes < MAX_RETAKES) return { outcome: 'cannot_judge', defect, ...(slot && { slot }), reasons: [] }
  return { outcome: 'doubt', reasons: [reason(defect, 'HIGH'), ...doubts.filter(({ code }) => code !== defect)] }
}

/** Takes an attempt and gives the step back. */
export function fail(failure: FailureCode, others: readonly Reason[] = []): Verdict {
  return { outcome: 'fail', failure, reasons: [reason(failure, 'CRITICAL'), ...others] }
}

/**
 * What is left when the step cannot be given back: a failure declines the session, and a picture that could not be
 * judged is left to a person.
 */
export function finalReasons(verdict: Verdict): readonly Reason[] {
  return verdict.outcome === 'cannot_judge' ? [reason(verdict.defect, 'HIGH')] : verdict.reasons
}
