/** Settings of a signed document: its template at the signing service and who signs (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'

/** Most characters of an id or a name at the signing service. */
export const MAX_WORD_LENGTH = 200

const word = z.string().min(1).max(MAX_WORD_LENGTH)

export const eSignatureSettings = z.strictObject({
  template_id: named(word, { title: 'Template id', section: 'Template' }),
  template_signer_count: named(z.int().min(1).max(2), {
    title: 'Signers',
    description: 'Who signs the template: the applicant alone, or one more person.',
    section: 'Template',
  }),
  template_name: named(word.optional(), { title: 'Template name', section: 'Template' }),
  include_sender_as_signer: named(z.boolean().optional(), { title: 'The sender signs too', section: 'Signing' }),
  sender_role: named(word.optional(), {
    title: 'Role of the sender',
    description: 'As the template names it.',
    section: 'Signing',
    shownWhen: { setting: 'include_sender_as_signer', is: true },
  }),
  allow_typed_signature: named(z.boolean().optional(), { title: 'Accept a typed signature', section: 'Signing' }),
})
