/** The questions of a form: which of them are asked, what is sent of the answers, and what is wrong with one. */
import type { Hint } from '../../api.ts'
import { requireText, toArray, toObject, toText } from '../../session.ts'
import { stepTexts } from '../../step-texts.ts'

const TYPES = [
  'short-text',
  'long-text',
  'dropdown',
  'multi-select',
  'checkbox',
  'yes-no',
  'date',
  'number',
  'currency',
  'file-upload',
] as const
export type FieldType = (typeof TYPES)[number]

export interface Question {
  /** Names the answer; of a file, its slot too. */
  readonly key: string
  readonly label: string
  readonly type: FieldType
  readonly isRequired: boolean
  readonly options: readonly string[]
  readonly help: string | undefined
  /** It is asked only if the question of this key, which comes before it, has this answer. */
  readonly condition: { readonly key: string; readonly value: unknown } | undefined
}

/** As it stands in the form: numbers and dates are text until they are sent. */
export type Draft = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** What is said of a chosen file. */
export interface FileWords {
  readonly name: string
  readonly sizeBytes: number
  readonly type: string
}

/** The questions of a form step; a type that this page does not know is a line of text. */
export function parseQuestions(requirements: Readonly<Record<string, unknown>>): readonly Question[] {
  return toArray(requirements.fields).map((entry) => {
    const { key, label, type, required, options, help_text: help, conditional } = toObject(entry)
    const condition = conditional === undefined ? undefined : toObject(conditional)
    return {
      key: requireText(key),
      label: requireText(label),
      type: TYPES.find((known) => known === type) ?? 'short-text',
      isRequired: required === true,
      options: toArray(options ?? []).map(requireText),
      help: toText(help),
      condition: condition && { key: requireText(condition.field), value: condition.value },
    }
  })
}

/** The questions that are asked; one that depends on a question that is not asked is not asked either. */
export function askedQuestions(questions: readonly Question[], draft: Draft): readonly Question[] {
  const asked = new Map<string, Question>()
  for (const question of questions) {
    if (isAsked(question, asked, draft)) asked.set(question.key, question)
  }
  return [...asked.values()]
}

/** What is sent: questions without an answer are left out, what is no number goes as it is and is refused. */
export function toAnswers(
  asked: readonly Question[],
  draft: Draft,
  files: Readonly<Record<string, FileWords>>,
): Record<string, unknown> {
  const answers = asked.map((question) => [question.key, toAnswer(question, draft[question.key], files[question.key])])
  return Object.fromEntries(answers.filter(([, answer]) => answer !== undefined))
}

/** What is wrong with each question, by key, of a refusal's hints; `others` tells of hints about anything else. */
export function toFaults(
  asked: readonly Question[],
  draft: Draft,
  hints: readonly Hint[],
): { readonly faults: Readonly<Record<string, string>>; readonly others: boolean } {
  const hinted = new Map(hints.flatMap(({ path: [part, key], code }) => (isOfField(part) && key ? [[key, code]] : [])))
  const found = asked.flatMap((question) => {
    const code = hinted.get(question.key)
    return code === undefined ? [] : [[question.key, faultOf(question, draft[question.key], code)]]
  })
  return { faults: Object.fromEntries(found), others: found.length < hinted.size || hinted.size === 0 }
}

/** A number as people write it: `1250.5`, `1,250.50`, `12,5`; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  const bare = text.trim().replace(/\s/g, '')
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)
    ? bare.replaceAll(',', '')
    : bare.replace(/^(-?\d+),(\d+)$/, '$1.$2')
  return /^-?(\d+\.?\d*|\.\d+)$/.test(grouped) ? Number(grouped) : undefined
}

function isOfField(part: string | undefined): boolean {
  return part === 'answers' || part === 'uploads'
}

function isAsked({ condition }: Question, asked: ReadonlyMap<string, Question>, draft: Draft): boolean {
  if (!condition) return true
  const other = asked.get(condition.key)
  if (!other) return false
  const given = draft[other.key]
  const { value } = condition
  switch (other.type) {
    case 'checkbox':
      return (given === true) === toBoolean(value)
    case 'yes-no':
      return given !== undefined && given === toBoolean(value)
    case 'number':
    case 'currency':
      return typeof given === 'string' && given.trim() !== '' && parseNumber(given) === parseNumber(String(value))
    case 'multi-select':
      return Array.isArray(given) && given.includes(String(value))
    case 'file-upload':
      return false
    default:
      return given !== undefined && given !== '' && given === String(value)
  }
}

function toBoolean(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase()
  if (word === 'true' || word === 'yes') return true
  return word === 'false' || word === 'no' ? false : undefined
}

function toAnswer({ type }: Question, given: Draft[string], file: FileWords | undefined): unknown {
  if (type === 'file-upload') {
    return file && { file_name: file.name, file_size: file.sizeBytes, file_type: file.type || 'application/pdf' }
  }
  if (typeof given === 'string' && given.trim() === '') return undefined
  if (Array.isArray(given) && given.length === 0) return undefined
  const isNumber = type === 'number' || type === 'currency'
  return isNumber && typeof given === 'string' ? (parseNumber(given) ?? given) : given
}

function faultOf({ type }: Question, given: Draft[string], code: string): string {
  const { faults } = stepTexts.form
  if (type === 'file-upload') return faults.noFile
  if (type === 'checkbox') return faults.untickedBox
  if (type === 'multi-select') return faults.noChoice
  if (given === undefined || given === '' || (typeof given === 'string' && given.trim() === '')) return faults.empty
  if (type === 'number' || type === 'currency') return faults.number
  if (type === 'date') return faults.date
  return code === 'too_big' ? faults.long : faults.other
}
