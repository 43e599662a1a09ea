/** Says what is wrong with the answers to a form as a whole: one that is missing, or one to a question not asked. */
import { type Answer, type Answers, isAnswered } from './answers.ts'
import type { FormField } from './form-fields.ts'
import { visibleFields } from './visible-fields.ts'

/** `answers.<key>` → what would be right. `uploads` are the slots that came with a file. */
export function refuseAnswers(
  fields: readonly FormField[],
  answers: Answers,
  uploads: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const visible = new Set(visibleFields(fields, answers).map(({ key }) => key))
  const refusals = fields.flatMap((field) => {
    const answer = answers[field.key]
    const hasFile = uploads.has(field.key)
    const message = visible.has(field.key)
      ? refuseVisible(field, answer, hasFile)
      : refuseHidden(field, answer, hasFile)
    return message === undefined ? [] : [[`answers.${field.key}`, message] as const]
  })
  return Object.fromEntries(refusals)
}

function refuseVisible(field: FormField, answer: Answer | null | undefined, hasFile: boolean): string | undefined {
  if (field.type === 'file-upload') {
    if (isAnswered(answer) && !hasFile) return 'needs its file among the uploads'
    return field.isRequired && !hasFile ? 'needs a file' : undefined
  }
  if (!field.isRequired) return undefined
  if (field.type === 'checkbox') return answer === true ? undefined : 'must be ticked'
  return isAnswered(answer) ? undefined : 'needs an answer'
}

function refuseHidden(
  { condition }: FormField,
  answer: Answer | null | undefined,
  hasFile: boolean,
): string | undefined {
  const isGiven = hasFile || (answer !== null && answer !== undefined)
  if (!isGiven) return undefined
  return `must be left out: it is asked only if ${condition?.key} is asked and answered ${condition?.value}`
}
