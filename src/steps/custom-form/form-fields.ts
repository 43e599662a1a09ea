/** Lists the questions of a form in their order, each with its key and with the earlier question it depends on. */
import { toSlug, toUnique } from '../../lib/slugs.ts'
import type { FieldType, Questions } from './questions.ts'

/** What an answer is compared with; people write `yes` and `18` as text too. */
export type ConditionValue = string | number | boolean

export interface FormField {
  /** Names the answer; of a file, its slot in `uploads` too. */
  readonly key: string
  readonly label: string
  readonly type: FieldType
  readonly isRequired: boolean
  /** What can be chosen; empty for questions without options. */
  readonly options: readonly string[]
  readonly helpText?: string | undefined
  /** It is asked only if the question of this key, which comes before it, has this answer. */
  readonly condition?: { readonly key: string; readonly value: ConditionValue } | undefined
}

/** A question as the settings have it. */
interface GivenField {
  readonly path: readonly [list: string, at: number]
  readonly key?: string | undefined
  readonly label: string
  readonly type: FieldType
  readonly options?: readonly string[] | undefined
  readonly required?: boolean | undefined
  readonly help_text?: string | undefined
  readonly conditional?: { readonly field: string; readonly value: ConditionValue } | undefined
}

/** A question with where it stands in the settings and which earlier ones its condition can mean: one, if all is well. */
export interface PlacedField {
  readonly given: GivenField
  readonly field: FormField
  readonly targets: readonly FormField[]
}

/** Not for an answer: an object has it already. */
const RESERVED_KEYS = ['constructor']

/** The questions of stored settings; those of a questionnaire come first. */
export function listFields(settings: Questions): readonly FormField[] {
  return placeFields(settings).map(({ field }) => field)
}

/** The same for settings that are not checked yet. */
export function placeFields({ questionnaire_fields = [], fields = [] }: Questions): readonly PlacedField[] {
  const given: readonly GivenField[] = [
    ...questionnaire_fields.map((field, at) => ({ ...field, path: ['questionnaire_fields', at] as const })),
    ...fields.map((field, at) => ({ ...field, path: ['fields', at] as const })),
  ]
  const keys = keysOf(given)
  const placed: PlacedField[] = []
  for (const [at, one] of given.entries()) {
    const targets = one.conditional ? findTargets(one.conditional.field, placed) : []
    placed.push({ given: one, targets, field: toField(one, keys[at] ?? `question_${at + 1}`, targets) })
  }
  return placed
}

/** Whether one or several of given options are chosen. */
export function hasOptions(type: FieldType): boolean {
  return type === 'dropdown' || type === 'multi-select'
}

/** Keys of their own stay as they are; the others are made of the question's words, each once. */
function keysOf(given: readonly GivenField[]): readonly string[] {
  const taken = [...RESERVED_KEYS, ...given.flatMap(({ key }) => key ?? [])]
  const derived = given.flatMap(({ key, label }, at) =>
    key === undefined ? toSlug(label) || `question_${at + 1}` : [],
  )
  const unique = toUnique(derived, taken, '_').values()
  return given.map(({ key }) => key ?? unique.next().value ?? '')
}

/** A key of its own counts before words, and words before a key that was made of words. */
function findTargets(name: string, earlier: readonly PlacedField[]): readonly FormField[] {
  const ways = [
    ({ given }: PlacedField) => given.key === name,
    ({ given }: PlacedField) => given.key === undefined && given.label === name,
    ({ field }: PlacedField) => field.key === name,
  ]
  const found = ways.map((isMeant) => earlier.filter(isMeant)).find((fields) => fields.length > 0) ?? []
  return found.map(({ field }) => field)
}

function toField(given: GivenField, key: string, [target]: readonly FormField[]): FormField {
  const { label, type, options = [], required = false, help_text: helpText, conditional } = given
  const condition = target && conditional && { key: target.key, value: conditional.value }
  return { key, label, type, isRequired: required, options: hasOptions(type) ? options : [], helpText, condition }
}
