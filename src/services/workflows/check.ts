/** Says what a draft of a workflow would be: its errors and warnings, its price and what the applicant would see. */
import type { Context } from '../../context.ts'
import type { StoredStep } from '../../db/tables.ts'
import type { Hint } from '../../lib/errors.ts'
import { askedSlots } from '../../steps/registry.ts'
import { listWarnings } from '../../steps/warnings.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { type GivenStep, readSteps } from './parse-steps.ts'
import { tokensPerSession } from './price.ts'

export interface CheckedDraft {
  /** Empty when the draft can be published. */
  readonly errors: readonly Hint[]
  readonly warnings: readonly Hint[]
  /** Of the steps that can be read; 0 in the sandbox. */
  readonly tokensPerSession: number
  /** The pictures that the applicant is asked for, in their order, each with the step that asks for it. */
  readonly photos: ReadonlyArray<{ readonly step: string; readonly slot: string; readonly required: boolean }>
}

/** Nothing is written. */
export function checkDraft(
  ctx: Pick<Context, 'config'>,
  actor: EnvironmentActor,
  steps: readonly GivenStep[],
): CheckedDraft {
  requireScope(actor, 'workflows:read')
  const { stored, hints } = readSteps(steps)
  const readable = [...stored.values()]
  return {
    errors: hints,
    warnings: listWarnings(stored),
    tokensPerSession: tokensPerSession(ctx, actor, readable),
    photos: photosOf(readable),
  }
}

function photosOf(steps: readonly StoredStep[]): CheckedDraft['photos'] {
  return askedSlots(steps).flatMap(({ step, slots }) => slots.map(({ slot, required }) => ({ step, slot, required })))
}
