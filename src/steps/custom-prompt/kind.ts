/** CUSTOM_PROMPT: takes pictures of what the organization asks for; nothing measures them, a person looks. */
import * as z from 'zod'
import { toFinding } from '../findings.ts'
import { reason } from '../reasons.ts'
import { defineStep, playSame } from '../step-kind.ts'
import { passUnless } from '../verdict.ts'
import { promptKeys, promptSlot } from './prompt-keys.ts'
import { type CustomPromptSettings, customPromptSettings } from './settings.ts'

const customPromptBody = z.strictObject({})
type CustomPromptBody = z.infer<typeof customPromptBody>

export const customPromptStep = defineStep<CustomPromptSettings, CustomPromptBody, CustomPromptBody>({
  id: 'CUSTOM_PROMPT',
  settings: customPromptSettings,
  executor: 'none',
  priceTokens: 5,
  requirements: ({ prompts }) => ({
    upload_slots: prompts.map((_, at) => promptSlot(at)),
    prompts: prompts.map(({ text }, at) => ({ slot: promptSlot(at), text })),
  }),
  recordNames: (settings) =>
    Object.fromEntries(
      promptKeys(settings).map(({ slot, uploadsKey, linkKey }) => [slot, { upload: uploadsKey, link: linkKey }]),
    ),
  slots: ({ prompts }) => prompts.map((_, at) => ({ slot: promptSlot(at), required: true, takes: 'picture' })),
  submission: () => customPromptBody,
  judge: () => passUnless([reason('FILES_TO_REVIEW', 'LOW')]),
  findings: ({ settings: { prompts } }, { reasons }) =>
    prompts.map(({ text }, at) =>
      toFinding(reasons, {
        name: 'file',
        against: ['FILES_TO_REVIEW'],
        isMeasured: false,
        values: { slot: promptSlot(at), prompt: text },
        open: ['slot', 'prompt'],
      }),
    ),
  analysis: () => ({}),
  open: [],
  isBillable: () => true,
  play: () => playSame({}),
})
