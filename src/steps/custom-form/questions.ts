/** The questions of a form as its settings have them: with ids of a questionnaire or without (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'

/** Most questions of one form. */
export const MAX_FIELDS = 50
/** Most characters of a question. */
export const MAX_LABEL_LENGTH = 500
/** Most characters of the words below a question. */
export const MAX_HELP_TEXT_LENGTH = 1000
/** Most characters of a key, of an id, of an option and of what a condition compares with. */
export const MAX_WORD_LENGTH = 200
/** Most options of one question. */
export const MAX_OPTIONS = 100

/** The kinds of answer, each with what the console calls it. */
const TYPE_LABELS = {
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
} as const
export type FieldType = keyof typeof TYPE_LABELS
/** In the contract's order. */
export const FIELD_TYPES = Object.keys(TYPE_LABELS) as readonly FieldType[]

const word = z.string().min(1).max(MAX_WORD_LENGTH)

const key = word
  .regex(/^[A-Za-z0-9_-]+$/, 'may have letters, digits, _ and - only')
  .refine((text) => !(text in {}), 'is a reserved word')

const condition = z.strictObject({
  field: named(z.string().min(1).max(MAX_LABEL_LENGTH), {
    title: 'Earlier question',
    description: 'Its key; its words when it has none.',
  }),
  value: named(z.union([z.string().max(MAX_WORD_LENGTH), z.number(), z.boolean()]), { title: 'Answer' }),
})

const question = {
  label: named(z.string().max(MAX_LABEL_LENGTH).regex(/\S/, 'must not be empty'), { title: 'Question' }),
  type: named(z.enum(FIELD_TYPES), { title: 'Kind of answer', optionLabels: TYPE_LABELS }),
  options: named(z.array(word).max(MAX_OPTIONS).optional(), {
    title: 'Options',
    description: 'What can be chosen.',
    shownWhen: { setting: 'type', is: ['dropdown', 'multi-select'] },
  }),
  required: named(z.boolean().optional(), { title: 'Must be answered' }),
  help_text: named(z.string().max(MAX_HELP_TEXT_LENGTH).optional(), {
    title: 'Words below the question',
    control: 'text',
  }),
  conditional: named(condition.optional(), {
    title: 'Asked only if',
    description: 'An earlier question has this answer.',
    control: 'condition',
  }),
}

const questionnaireField = z.strictObject({
  ...question,
  key: named(key, { title: 'Key', description: 'Names the answer in the API.' }),
  template_id: named(word, { title: 'Template id' }),
  section_id: named(word, { title: 'Section id' }),
})

const field = z.strictObject({
  ...question,
  key: named(key.optional(), {
    title: 'Key',
    description: 'Names the answer in the API; made of the words if left out.',
  }),
})

/** The contract writes `fields` as a map from key to question: it is taken as the list of them, each with its key. */
function toList(fields: unknown): unknown {
  const map = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(fields)
  return map.success ? Object.entries(map.data).map(([key, question]) => ({ ...question, key })) : fields
}

/** Both lists; what a schema of one question cannot know, `check-fields.ts` says. */
export const questions = z.strictObject({
  fields: named(z.preprocess(toList, z.array(field).max(MAX_FIELDS)).optional(), {
    title: 'Questions',
    section: 'Questions',
    itemTitle: 'Question',
    follows: 'questionnaire_fields',
  }),
  questionnaire_fields: named(z.array(questionnaireField).max(MAX_FIELDS).optional(), {
    title: 'Questions of a questionnaire',
    description: 'They come before the other questions.',
    section: 'Questionnaire',
    itemTitle: 'Question',
  }),
})
export type Questions = z.infer<typeof questions>
