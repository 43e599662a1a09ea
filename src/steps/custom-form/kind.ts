/** CUSTOM_FORM: asks questions of the organization's own; the answers are shown to reviewers and judged by nobody. */
import { toFinding } from '../findings.ts'
import { defineStep, playSame } from '../step-kind.ts'
import { PASS } from '../verdict.ts'
import { type Answer, type Answers, answersSchema, type CustomFormBody, fileAnswers, isAnswered } from './answers.ts'
import { type FormField, listFields } from './form-fields.ts'
import { playAnswers } from './play.ts'
import { refuseAnswers } from './refuse-answers.ts'
import { type CustomFormSettings, customFormSettings } from './settings.ts'
import { visibleFields } from './visible-fields.ts'

export const customFormStep = defineStep<CustomFormSettings, CustomFormBody, CustomFormBody>({
  id: 'CUSTOM_FORM',
  settings: customFormSettings,
  executor: 'none',
  priceTokens: 5,
  requirements: (settings) => ({ fields: listFields(settings).map(toRequirement) }),
  slots: (settings) =>
    listFields(settings)
      .filter(({ type }) => type === 'file-upload')
      .map(({ key, isRequired, condition }) => ({
        slot: key,
        required: isRequired && !condition,
        takes: 'picture_or_pdf',
      })),
  splitBody: (settings, body) => ({ body, uploads: fileAnswers(settings, body) }),
  submission: answersSchema,
  refuse: ({ settings, body, uploads }) => refuseAnswers(listFields(settings), body.answers, uploads),
  judge: () => PASS,
  findings: ({ settings, body: { answers } }, { reasons }) => {
    const asked = visibleFields(listFields(settings), answers)
    const answered = asked.filter(({ key }) => isAnswered(answers[key]))
    return [
      toFinding(reasons, {
        name: 'answers',
        against: [],
        isMeasured: true,
        values: { asked: asked.length, answered: answered.length },
        open: ['asked', 'answered'],
      }),
    ]
  },
  analysis: ({ settings, body: { answers } }) => ({ custom_form_data: listAnswers(listFields(settings), answers) }),
  open: ['custom_form_data.*.question', 'custom_form_data.*.type'],
  isBillable: () => true,
  play: (settings) => playSame(playAnswers(settings)),
})

/** A question as clients read it; its condition names the other question by key. */
function toRequirement({ key, label, type, isRequired, options, helpText, condition }: FormField) {
  return {
    key,
    label,
    type,
    required: isRequired,
    ...(options.length > 0 && { options }),
    ...(helpText && { help_text: helpText }),
    ...(condition && { conditional: { field: condition.key, value: condition.value } }),
  }
}

/** The answers to the questions that were asked, in their order; of a file, its name. */
function listAnswers(fields: readonly FormField[], answers: Answers) {
  return visibleFields(fields, answers).flatMap(({ key, label, type }) => {
    const answer = answers[key]
    return isAnswered(answer) ? [{ question: label, answer: toShown(answer), type }] : []
  })
}

function toShown(answer: Answer): string | number | boolean | readonly string[] {
  return typeof answer === 'object' && 'file_name' in answer ? answer.file_name : answer
}
