/** Parses the steps that a caller wants, with a hint for everything that is wrong with them. */
import type { $ZodIssue } from 'zod/v4/core'
import type { StoredStep } from '../../db/tables.ts'
import { AppError, type Hint } from '../../lib/errors.ts'
import { findStepId, parseStepConfig, STEP_IDS, type StepId } from './catalogue.ts'
import { isContractStep, missingPrerequisite, toStepWord } from './contract-steps.ts'

/** Most steps of a workflow, as the contract has it. */
export const MOST_STEPS = 10

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
  if (steps.length < 1 || steps.length > MOST_STEPS) {
    const message = `A workflow has 1 to ${MOST_STEPS} steps, not ${steps.length}`
    hints.push({ code: 'invalid_size', path: ['steps'], message })
  }
  hints.push(...idHints(steps))
  for (const [index, step] of steps.entries()) {
    const id = findStepId(step.id)
    const parsed = id && tryConfig(id, step.config, ['steps', index, 'config'])
    if (parsed) hints.push(...parsed.hints)
    if (parsed?.step) stored.set(index, parsed.step)
  }
  return { stored, hints }
}

/** One step with new settings, checked as a whole. Throws `validation_failed`. */
export function parseStep(id: StepId, config: unknown): StoredStep {
  const parsed = tryConfig(id, config, ['config'])
  if (parsed.step) return parsed.step
  throw toError(parsed.hints)
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
    if (!findStepId(word)) hints.push({ code: 'unsupported', path, message: unsupported(step.id, word) })
    seen.add(word)
    return hints
  })
}

function unsupported(given: string, word: string): string {
  const fault = isContractStep(word) ? `This installation cannot run ${word}` : `There is no step ${given.slice(0, 64)}`
  return `${fault}: it can run ${STEP_IDS.join(', ')}`
}

function tryConfig(id: StepId, config: unknown, path: Hint['path']): { step?: StoredStep; hints: readonly Hint[] } {
  const parsed = parseStepConfig(id, config)
  if (parsed.success) return { step: { id, config: parsed.data }, hints: [] }
  return { hints: parsed.error.issues.flatMap((issue) => toHints(issue, id, path)) }
}

/** The path of a key that nobody knows is the key's own. */
function toHints(issue: $ZodIssue, id: StepId, base: Hint['path']): Hint[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))]
  if (issue.code !== 'unrecognized_keys') return [{ code: issue.code, path, message: issue.message }]
  return issue.keys.map((key) => ({ code: issue.code, path: [...path, key], message: `${id} has no such setting` }))
}

function toError(hints: readonly Hint[]): AppError {
  const message = hints.map((hint) => `${hint.path.join('.')}: ${hint.message}`).join('; ')
  return new AppError('validation_failed', { message, hints })
}
