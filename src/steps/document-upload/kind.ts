/** DOCUMENT_UPLOAD: takes pictures and PDFs of documents, such as a proof of address, for a person to look at. */
import * as z from 'zod'
import type { DocumentFileFacts, DocumentFilesFacts } from '../facts.ts'
import { defineStep } from '../step-kind.ts'
import { documentFindings, givenFiles, isReadable, judgeDocuments } from './judge.ts'
import { type DocumentUploadSettings, documentUploadSettings } from './settings.ts'

const documentUploadBody = z.strictObject({})
type DocumentUploadBody = z.infer<typeof documentUploadBody>

const PLAYED_FILE: DocumentFileFacts = {
  ...{ format: 'pdf', pageCount: 1, isEncrypted: false, isDamaged: false, isTooLong: false, isTooCostly: false },
  hasScripts: false,
  pages: [{ widthPx: 1131, heightPx: 1600 }],
}

export const documentUploadStep = defineStep<DocumentUploadSettings, DocumentUploadBody, DocumentFilesFacts>({
  id: 'DOCUMENT_UPLOAD',
  settings: documentUploadSettings,
  executor: 'vision',
  check: () => 'document_file',
  priceTokens: 5,
  requirements: ({ documents, minimum_optional_uploads }) => ({
    documents: documents.map(({ id, description, optional }) => ({ id, description, optional, extractions: [] })),
    minimum_optional_uploads,
  }),
  slots: ({ documents }) =>
    documents.map(({ id, optional }) => ({ slot: id, required: !optional, takes: 'picture_or_pdf' })),
  recordNames: ({ documents }) =>
    Object.fromEntries(
      documents.map(({ id }, place) => [id, { upload: `document_${place + 1}`, link: `document_${place + 1}` }]),
    ),
  submission: () => documentUploadBody,
  refuse: ({ settings, uploads }) => refuseTooFew(settings, uploads),
  judge: ({ settings, facts, run }) => judgeDocuments(givenFiles(settings, facts), run),
  findings: ({ settings, facts }, verdict) => documentFindings(givenFiles(settings, facts), verdict),
  analysis: ({ settings, facts }) => ({
    document_upload_data: givenFiles(settings, facts).map(({ slot, facts: { format, pageCount } }) => ({
      document_id: slot,
      format,
      page_count: pageCount,
    })),
  }),
  open: ['document_id', 'format', 'page_count'].map((key) => `document_upload_data.*.${key}`),
  isBillable: ({ files }) => Object.values(files).some(isReadable),
  play: ({ documents }) => ({
    body: {},
    facts: { files: Object.fromEntries(documents.map(({ id }) => [id, PLAYED_FILE])) },
  }),
})

function refuseTooFew(
  { documents, minimum_optional_uploads: minimum }: DocumentUploadSettings,
  uploads: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const optional = documents.filter((document) => document.optional).map(({ id }) => id)
  if (optional.filter((id) => uploads.has(id)).length >= minimum) return {}
  return { uploads: `needs at least ${minimum} of ${optional.join(', ')}` }
}
