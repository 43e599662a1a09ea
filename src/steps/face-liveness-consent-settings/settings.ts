/** Settings of the consent to biometric processing: whether it is asked for, and whether a yes is signed (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'

export const faceLivenessConsentSettings = z.strictObject({
  face_liveness: named(z.boolean().default(true), {
    title: 'Ask for consent',
    description: 'Shows a fixed text on what is done with pictures of the face.',
    section: 'Consent',
  }),
  require_signature: named(z.boolean().default(false), {
    title: 'Ask for a signature',
    description: 'Whoever agrees also signs with a finger or a mouse.',
    section: 'Consent',
    shownWhen: { setting: 'face_liveness', is: true },
  }),
})
export type FaceLivenessConsentSettings = z.infer<typeof faceLivenessConsentSettings>
