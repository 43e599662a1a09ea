/** Parses the steps that a caller wants, with a hint for everything that is wrong with them. */
import type { $ZodIssue } from 'zod/v4/core'
import type { StoredStep } from '../../db/tables.ts'
import { AppError, type Hint } from '../../lib/errors.ts'
import { isContractStep, missingPrerequisite, toStepWord, whyNotRunnable } from '../../steps/catalogue.ts'
import { parseSettings, RUNNABLE_STEP_IDS, STORABLE_STEP_IDS, slotsOf } from '../../steps/registry.ts'
import { SELFIE } from '../../steps/selfie-slot.ts'

/** Steps of a workflow, as the contract has it. */
export const MAX_STEPS = 10

export type GivenStep = { readonly id: string; readonly config?: unknown }

/** Steps in stored form: UPPER_SNAKE ids, flat configs with their defaults. Throws `validation_failed`. */
export function parseSteps(steps: readonly GivenStep[]): readonly StoredStep[] {
  const { stored, hints } = readSteps(steps)
  if (hints.length > 0) throw toError(hints)
  return [...stored.values()]
}

/** The steps that can be read, in stored form and by their place, and a hint for everything that is wrong. */
export function readSteps(steps: readonly GivenStep[]): {
  stored: ReadonlyMap<number, StoredStep>
  hints: readonly Hint[]
} {
  const hints: Hint[] = []
  const stored = new Map<number, StoredStep>()
  if (steps.length < 1 || steps.length > MAX_STEPS) {
    const message = `A workflow has 1 to ${MAX_STEPS} steps, not ${steps.length}`
    hints.push({ code: 'invalid_size', path: ['steps'], message })
  }
  hints.push(...idHints(steps))
  for (const [index, step] of steps.entries()) {
    const parsed = tryConfig(toStepWord(step.id), step.config, ['steps', index, 'config'])
    hints.push(...parsed.hints)
    if (parsed.step) stored.set(index, parsed.step)
  }
  hints.push(...sharedSlotHints(stored))
  return { stored, hints }
}

/** One step with new settings, checked as a whole. Throws `validation_failed`. */
export function parseStep(id: string, config: unknown): StoredStep {
  const parsed = tryConfig(id, config, ['config'])
  if (parsed.step) return parsed.step
  throw toError(parsed.hints)
}

/** Two steps may look at one selfie; any other file that two steps ask for by one name would be one step's only. */
function sharedSlotHints(stored: ReadonlyMap<number, StoredStep>): Hint[] {
  const owners = new Map<string, string>()
  return [...stored].flatMap(([index, step]) =>
    slotsOf(step).flatMap(({ slot }) => {
      const owner = owners.get(slot)
      owners.set(slot, owner ?? step.id)
      if (owner === undefined || slot === SELFIE.slot) return []
      const message = `${step.id} asks for a file ${slot}, and so does ${owner}: give it another id`
      return [{ code: 'duplicate', path: ['steps', index, 'config'], message }]
    }),
  )
}

function idHints(steps: readonly GivenStep[]): Hint[] {
  const seen = new Set<string>()
  return steps.flatMap((step, index) => {
    const word = toStepWord(step.id)
    const path = ['steps', index, 'id']
    const hints: Hint[] = []
    if (seen.has(word)) hints.push({ code: 'duplicate', path, message: `${word} is a duplicate: each step runs once` })
    const prerequisite = missingPrerequisite(word, seen)
    if (prerequisite) {
      hints.push({ code: 'prerequisite', path, message: `${word} needs ${prerequisite} earlier in the workflow` })
    }
    if (!STORABLE_STEP_IDS.includes(word))
      hints.push({ code: 'unsupported', path, message: unsupported(step.id, word) })
    seen.add(word)
    return hints
  })
}

function unsupported(given: string, word: string): string {
  const fault = isContractStep(word)
    ? `This installation cannot run ${word}. ${whyNotRunnable(word)} It`
    : `There is no step ${given.slice(0, 64)}: this installation`
  return `${fault} can run ${RUNNABLE_STEP_IDS.join(', ')}`
}

/** A step that no workflow can hold has no settings: its id is refused already. */
function tryConfig(id: string, config: unknown, path: Hint['path']): { step?: StoredStep; hints: readonly Hint[] } {
  const parsed = parseSettings(id, config)
  if (!parsed) return { hints: [] }
  if (parsed.success) return { step: { id, config: parsed.data }, hints: [] }
  return { hints: parsed.error.issues.flatMap((issue) => toHints(issue, id, path)) }
}

/** The path of a key that nobody knows is the key's own. */
function toHints(issue: $ZodIssue, id: string, base: Hint['path']): Hint[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))]
  if (issue.code !== 'unrecognized_keys') return [{ code: issue.code, path, message: issue.message }]
  return issue.keys.map((key) => ({ code: issue.code, path: [...path, key], message: `${id} has no such setting` }))
}

function toError(hints: readonly Hint[]): AppError {
  const message = hints.map((hint) => `${hint.path.join('.')}: ${hint.message}`).join('; ')
  return new AppError('validation_failed', { message, hints })
}
