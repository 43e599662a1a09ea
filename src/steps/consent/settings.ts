/** Settings of a consent: the text that is agreed to, and whether a yes is signed (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'

/** Most characters of a consent text. */
export const MAX_CONSENT_TEXT_LENGTH = 20_000

export const consentSettings = z.strictObject({
  consent_text: named(z.string().max(MAX_CONSENT_TEXT_LENGTH).regex(/\S/, 'must not be empty'), {
    title: 'Text',
    description: 'Shown in full. A change of one letter makes another version of the text.',
    section: 'Consent',
    control: 'text',
  }),
  require_signature: named(z.boolean().default(false), {
    title: 'Ask for a signature',
    description: 'Whoever agrees also signs with a finger or a mouse.',
    section: 'Consent',
  }),
})
export type ConsentSettings = z.infer<typeof consentSettings>
