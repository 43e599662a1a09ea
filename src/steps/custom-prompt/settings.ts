/** Settings of custom prompts: what the applicant is asked to photograph (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'

/** Most pictures of one step. */
export const MAX_PROMPTS = 20
/** Most characters of one prompt. */
export const MAX_PROMPT_LENGTH = 500

const prompt = z.strictObject({
  text: named(z.string().max(MAX_PROMPT_LENGTH).regex(/\S/, 'must not be empty'), {
    title: 'Prompt',
    description: 'What the picture is to show, such as: Hold up 3 fingers.',
    control: 'text',
  }),
})

export const customPromptSettings = z.strictObject({
  prompts: named(z.array(prompt).min(1).max(MAX_PROMPTS), {
    title: 'Prompts',
    description: 'One picture is taken for each.',
    section: 'Prompts',
    itemTitle: 'Prompt',
  }),
})
export type CustomPromptSettings = z.infer<typeof customPromptSettings>
