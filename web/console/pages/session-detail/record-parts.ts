/** Reads the parts of the API's record that the detail has no fields of its own for: form answers and failed attempts. */
import { showAllHidden } from '../../../ui/hidden-characters.ts'

/** An answer of a custom form. */
export interface FormAnswer {
  readonly question: string
  /** `•••` for a member who may not see it. */
  readonly answer: unknown
  readonly type: string
}

/** A verdict that gave a step back and took an attempt. */
export interface FailedAttempt {
  /** Code of the reason. */
  readonly reason: string
  readonly failedAt: string
}

/** In the order of the questions; empty when the session has no form, or none is filled in yet. */
export function readAnswers(raw: unknown): readonly FormAnswer[] {
  const entries = read(raw, 'session_record', 'analysis_data', 'custom_form_data')
  return listOf(entries).flatMap((entry) => {
    const { question, answer, type } = toRecord(entry)
    return typeof question === 'string' ? [showAllHidden({ question, answer, type: String(type) })] : []
  })
}

/** Oldest first. */
export function readFailures(raw: unknown): readonly FailedAttempt[] {
  return listOf(read(raw, 'session_record', 'meta_data', 'failureData', 'attempts')).flatMap((entry) => {
    const { reason, failedAt } = toRecord(entry)
    return typeof reason === 'string' && typeof failedAt === 'string' ? [{ reason, failedAt }] : []
  })
}

const TYPES: Readonly<Record<string, string>> = {
  'short-text': 'Short text',
  'long-text': 'Long text',
  dropdown: 'One of several options',
  'multi-select': 'Any of several options',
  checkbox: 'Box to tick',
  'yes-no': 'Yes or no',
  date: 'Date',
  number: 'Number',
  currency: 'Amount of money',
  'file-upload': 'File',
}

/** What a kind of question is called; one of a later version by its own name. */
export function questionType(type: string): string {
  return TYPES[type] ?? type
}

const amount = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2 })

/** An answer as a person would write it. */
export function sayAnswer({ answer, type }: FormAnswer): string {
  if (typeof answer === 'boolean') return type === 'checkbox' ? (answer ? 'Ticked' : 'Not ticked') : yesOrNo(answer)
  if (typeof answer === 'number') return type === 'currency' ? amount.format(answer) : String(answer)
  if (Array.isArray(answer)) return answer.join(', ')
  return typeof answer === 'object' ? JSON.stringify(answer) : String(answer)
}

function yesOrNo(answer: boolean): string {
  return answer ? 'Yes' : 'No'
}

function read(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => toRecord(inner)[key], value)
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
