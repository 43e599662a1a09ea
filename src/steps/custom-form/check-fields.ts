/** Says what is wrong with the questions of a form that their schema cannot know, such as a condition on a later one. */
import { type FormField, hasOptions, type PlacedField, placeFields } from './form-fields.ts'
import { MAX_FIELDS, type Questions } from './questions.ts'
import { expectedAnswer } from './visible-fields.ts'

interface Problem {
  /** From the settings down. */
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** Everything that is wrong, in the order of the questions. */
export function findProblems(settings: Questions): readonly Problem[] {
  const placed = placeFields(settings)
  if (placed.length === 0) return [{ path: ['fields'], message: 'must have at least one question' }]
  return [
    ...countProblems(settings),
    ...placed.flatMap((field, at) => [
      ...keyProblems(field, placed.slice(0, at)),
      ...optionProblems(field),
      ...conditionProblems(field),
    ]),
  ]
}

/** Of both lists together; a single list that is too long is its schema's to refuse. */
function countProblems({ fields = [], questionnaire_fields = [] }: Questions): Problem[] {
  const count = fields.length + questionnaire_fields.length
  if (count <= MAX_FIELDS || fields.length > MAX_FIELDS || questionnaire_fields.length > MAX_FIELDS) return []
  return [{ path: ['fields'], message: `has ${count} questions with questionnaire_fields; at most ${MAX_FIELDS} fit` }]
}

function keyProblems({ given, field }: PlacedField, earlier: readonly PlacedField[]): Problem[] {
  const isTaken = given.key !== undefined && earlier.some((other) => other.given.key === given.key)
  return isTaken ? [{ path: [...given.path, 'key'], message: `${field.key} is the key of another question` }] : []
}

function optionProblems({ given }: PlacedField): Problem[] {
  if (!hasOptions(given.type)) return []
  const { options = [] } = given
  const path = [...given.path, 'options']
  if (options.length === 0) return [{ path, message: `must name at least one option of a ${given.type}` }]
  return new Set(options).size < options.length ? [{ path, message: 'must name each option once' }] : []
}

function conditionProblems({ given: { conditional, path }, targets }: PlacedField): Problem[] {
  if (!conditional) return []
  const refuse = (key: string, message: string) => [{ path: [...path, 'conditional', key], message }]
  const [target, other] = targets
  if (!target) return refuse('field', 'must be the key of an earlier question, or its words when it has no key')
  if (other) return refuse('field', 'is what several earlier questions say: give the one that is meant a key')
  if (target.type === 'file-upload') return refuse('field', 'must not be a file, which has no answer to compare with')
  return expectedAnswer(target, conditional.value) === undefined
    ? refuse('value', `must be an answer that the earlier question can have: ${possibleAnswers(target)}`)
    : []
}

function possibleAnswers({ type, options }: FormField): string {
  if (hasOptions(type)) return options.join(', ')
  if (type === 'checkbox' || type === 'yes-no') return 'true or false'
  if (type === 'date') return 'a date such as 2026-11-30'
  return type === 'number' || type === 'currency' ? 'a number' : 'a text that is not empty'
}
