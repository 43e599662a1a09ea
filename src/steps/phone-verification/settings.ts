/** Settings of a phone verification; no defaults are added, clients compare them with what they sent (contract §4.5). */
import * as z from 'zod'
import { named } from '../setting-words.ts'

/** Most characters of the prompt. */
export const MAX_VERIFICATION_PROMPT_LENGTH = 60

export const phoneVerificationSettings = z.strictObject({
  verification_prompt: named(z.string().min(1).max(MAX_VERIFICATION_PROMPT_LENGTH).optional(), {
    title: 'Prompt',
    description: 'Shown to the applicant when the number is verified.',
    section: 'Phone',
  }),
})
