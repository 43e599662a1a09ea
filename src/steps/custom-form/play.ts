/** Answers of nobody, of the kind that each question asks for. */
import type { CustomFormBody } from './answers.ts'
import { type FormField, listFields } from './form-fields.ts'
import type { Questions } from './questions.ts'

/** One answer to every question. */
export function playAnswers(settings: Questions): CustomFormBody {
  return { answers: Object.fromEntries(listFields(settings).map((question) => [question.key, toAnswer(question)])) }
}

function toAnswer({ type, options }: FormField) {
  const [first = 'Sandbox'] = options
  switch (type) {
    case 'short-text':
    case 'long-text':
      return 'Sandbox'
    case 'dropdown':
      return first
    case 'multi-select':
      return [first]
    case 'checkbox':
    case 'yes-no':
      return true
    case 'date':
      return '2026-01-15'
    case 'number':
    case 'currency':
      return 1
    case 'file-upload':
      return { file_name: 'sandbox.pdf', file_size: 1, file_type: 'application/pdf' }
    default:
      return type satisfies never
  }
}
