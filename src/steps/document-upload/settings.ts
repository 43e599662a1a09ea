/** Settings of a document upload: which documents are asked for, and how many of the optional ones (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'
import { only } from '../unavailable-setting.ts'

/** Most documents of one step. */
export const MAX_DOCUMENTS = 20
/** Most characters of a document's id, which is its slot in `uploads`. */
export const MAX_DOCUMENT_ID_LENGTH = 100
/** Most characters of what the applicant reads about a document. */
export const MAX_DESCRIPTION_LENGTH = 500

const NO_EXTRACTIONS = 'Nothing is read from uploaded documents; a person looks at them.'
const NO_RISK_ANALYSIS = 'There is no analysis of document risk.'

const extraction = z.strictObject({ prompt: z.string(), parameter: z.string() })

const document = z.strictObject({
  id: named(
    z
      .string()
      .min(1)
      .max(MAX_DOCUMENT_ID_LENGTH)
      .regex(/^[A-Za-z0-9_-]+$/, 'may have letters, digits, _ and - only')
      .refine((id) => !(id in {}), 'is a reserved word'),
    { title: 'Id', description: 'Names the file in the API, such as proof_of_address.' },
  ),
  description: named(z.string().min(1).max(MAX_DESCRIPTION_LENGTH), {
    title: 'Description',
    description: 'What the applicant reads.',
    control: 'text',
  }),
  optional: named(z.boolean().default(false), { title: 'Optional' }),
  extractions: named(z.array(extraction).max(0, `${NO_EXTRACTIONS} Leave extractions out.`).optional(), {
    title: 'Extractions',
    unavailable: NO_EXTRACTIONS,
  }),
})

export const documentUploadSettings = z
  .strictObject({
    documents: named(z.array(document).min(1).max(MAX_DOCUMENTS), {
      title: 'Documents',
      section: 'Documents',
      itemTitle: 'Document',
    }),
    minimum_optional_uploads: named(z.int().min(0).max(MAX_DOCUMENTS).default(0), {
      title: 'Minimum number of optional documents',
      description: 'How many of the optional documents must be given, whichever they are.',
      section: 'Documents',
    }),
    enable_document_risk_analysis: only(false, 'Document risk analysis', NO_RISK_ANALYSIS),
    document_risk_threshold: named(z.never(`${NO_RISK_ANALYSIS} Leave document_risk_threshold out.`).optional(), {
      title: 'Document risk threshold',
      unavailable: NO_RISK_ANALYSIS,
    }),
  })
  .superRefine(({ documents, minimum_optional_uploads }, context) => {
    const seen = new Set<string>()
    for (const [at, { id }] of documents.entries()) {
      if (seen.has(id)) {
        context.addIssue({
          code: 'custom',
          path: ['documents', at, 'id'],
          message: `${id} is the id of another document`,
        })
      }
      seen.add(id)
    }
    const optional = documents.filter((each) => each.optional).length
    if (minimum_optional_uploads > optional) {
      const message = `must not be more than the optional documents, of which there are ${optional}`
      context.addIssue({ code: 'custom', path: ['minimum_optional_uploads'], message })
    }
  })
export type DocumentUploadSettings = z.infer<typeof documentUploadSettings>
