/** Parses the answers to a form, each by the kind of its question; whether all are there is for `refuse-answers.ts`. */
import * as z from 'zod'
import { type FormField, listFields } from './form-fields.ts'
import type { Questions } from './questions.ts'

/** Most characters of an answer in one line. */
export const MAX_SHORT_TEXT_LENGTH = 500
/** Most characters of an answer in several lines. */
export const MAX_LONG_TEXT_LENGTH = 10_000
/** Most characters of a file's name, its type and its key. */
export const MAX_FILE_WORD_LENGTH = 1024

const fileWord = z.string().min(1).max(MAX_FILE_WORD_LENGTH)

/** What a client says of a file. Its key is the upload's: `fileAnswers` finds it, and the run takes it out. */
const fileAnswer = z.strictObject({
  file_key: fileWord.optional(),
  file_name: fileWord,
  file_size: z.int().min(0),
  file_type: fileWord,
})
export type FileAnswer = z.infer<typeof fileAnswer>

export type Answer = string | number | boolean | readonly string[] | FileAnswer
/** By the keys of the questions; null is no answer. */
export type Answers = Readonly<Record<string, Answer | null | undefined>>
export interface CustomFormBody {
  readonly answers: Answers
}

/** Takes the keys of the form's questions and no other ones. */
export function answersSchema(settings: Questions): z.ZodType<CustomFormBody> {
  const fields = listFields(settings)
  const shape = Object.fromEntries(fields.map((field) => [field.key, answerSchema(field).nullable().optional()]))
  return z.strictObject({ answers: z.strictObject(shape) })
}

/** The keys of the files among the answers of a body as the client sent it, by slot; empty for a body of another form. */
export function fileAnswers(settings: Questions, body: unknown): Readonly<Record<string, string>> {
  const parsed = z.looseObject({ answers: z.record(z.string(), z.unknown()) }).safeParse(body)
  if (!parsed.success) return {}
  const withKey = z.looseObject({ file_key: fileWord })
  const found = listFields(settings).flatMap(({ key, type }) => {
    const answer = type === 'file-upload' ? withKey.safeParse(parsed.data.answers[key]) : undefined
    return answer?.success ? [[key, answer.data.file_key] as const] : []
  })
  return Object.fromEntries(found)
}

/** Whether something was answered: not null, an empty text or an empty choice. */
export function isAnswered(answer: Answer | null | undefined): answer is Answer {
  if (typeof answer === 'string') return answer.trim() !== ''
  return Array.isArray(answer) ? answer.length > 0 : answer !== null && answer !== undefined
}

function answerSchema({ type, options }: FormField): z.ZodType<Answer> {
  switch (type) {
    case 'short-text':
      return z.string().max(MAX_SHORT_TEXT_LENGTH)
    case 'long-text':
      return z.string().max(MAX_LONG_TEXT_LENGTH)
    case 'dropdown':
      return z.enum(options)
    case 'multi-select':
      return z
        .array(z.enum(options))
        .refine((choices) => new Set(choices).size === choices.length, 'must name each option once')
    case 'checkbox':
    case 'yes-no':
      return z.boolean()
    case 'date':
      return z.iso.date('must be a date such as 2026-11-30')
    case 'number':
    case 'currency':
      return z.number()
    case 'file-upload':
      return fileAnswer
    default:
      return type satisfies never
  }
}
