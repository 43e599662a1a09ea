/** Tells which questions of a form are asked, given the answers to those before them. */
import * as z from 'zod'
import type { Answers } from './answers.ts'
import type { ConditionValue, FormField } from './form-fields.ts'

const realDate = z.iso.date()

/** A question whose condition names one that is not asked is not asked either. */
export function visibleFields(fields: readonly FormField[], answers: Answers): readonly FormField[] {
  const visible = new Map<string, FormField>()
  for (const field of fields) {
    if (isAsked(field, visible, answers)) visible.set(field.key, field)
  }
  return [...visible.values()]
}

/** The answer that a condition waits for, in the type of the question; undefined when it can have no such answer. */
export function expectedAnswer({ type, options }: FormField, value: ConditionValue): ConditionValue | undefined {
  switch (type) {
    case 'checkbox':
    case 'yes-no':
      return toBoolean(value)
    case 'number':
    case 'currency':
      return toNumber(value)
    case 'dropdown':
    case 'multi-select':
      return options.includes(String(value)) ? String(value) : undefined
    case 'date':
      return realDate.safeParse(value).success ? value : undefined
    case 'short-text':
    case 'long-text':
      return String(value).trim() === '' ? undefined : String(value)
    case 'file-upload':
      return undefined
    default:
      return type satisfies never
  }
}

function isAsked({ condition }: FormField, visible: ReadonlyMap<string, FormField>, answers: Answers): boolean {
  if (!condition) return true
  const other = visible.get(condition.key)
  if (!other) return false
  const expected = expectedAnswer(other, condition.value)
  const answer = answers[other.key] ?? (other.type === 'checkbox' ? false : undefined)
  if (Array.isArray(answer)) return answer.some((choice) => choice === expected)
  return expected !== undefined && answer === expected
}

function toBoolean(value: ConditionValue): boolean | undefined {
  const word = String(value).trim().toLowerCase()
  if (word === 'true' || word === 'yes') return true
  return word === 'false' || word === 'no' ? false : undefined
}

function toNumber(value: ConditionValue): number | undefined {
  if (typeof value === 'boolean' || String(value).trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
