/** Settings of a form: its questions, checked one by one and against each other. */
import type * as z from 'zod'
import { findProblems } from './check-fields.ts'
import { questions } from './questions.ts'

export const customFormSettings = questions.superRefine((settings, context) => {
  for (const { path, message } of findProblems(settings)) context.addIssue({ code: 'custom', path: [...path], message })
})
export type CustomFormSettings = z.infer<typeof customFormSettings>
