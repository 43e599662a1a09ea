/** Documents on the wire (contract §4.9). */
import * as z from 'zod'
import { toAlpha2 } from '../../lib/countries.ts'
import type { DocumentFacts, FieldName } from '../../steps/facts.ts'

export const documentTypeField = z
  .enum(['passport', 'drivers_license', 'national_id', 'auto'])
  .default('auto')
  .describe('What the caller expects; the document itself decides')

const documentShape = {
  documentType: z.string(),
  fullName: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string(),
  gender: z.string(),
  nationality: z.string(),
  documentNumber: z.string(),
  expirationDate: z.string(),
  issuingCountry: z.string(),
}

export const documentBody = z.object(documentShape).describe('What could not be read is an empty string')

export const scannedDocumentBody = z.object({
  ...documentShape,
  mrzData: z.string().optional(),
  rawFields: z.record(z.string(), z.string()),
  confidence: z.number().min(0).max(1),
})

/** The ten fields that every answer about a document has; dates `YYYY-MM-DD`, countries ISO 3166-1 alpha-2. */
export function toDocument(facts: DocumentFacts): z.infer<typeof documentBody> {
  const value = (name: FieldName) => facts.fields[name]?.value ?? ''
  return {
    documentType: facts.documentType,
    fullName: [value('givenNames'), value('surname')].filter((part) => part !== '').join(' '),
    firstName: value('givenNames'),
    lastName: value('surname'),
    dateOfBirth: value('dateOfBirth'),
    gender: value('sex'),
    nationality: toAlpha2(value('nationality')),
    documentNumber: value('documentNumber'),
    expirationDate: value('expirationDate'),
    issuingCountry: toAlpha2(value('issuingCountry')),
  }
}

/** The answer to a scan. */
export function toScannedDocument(facts: DocumentFacts): z.infer<typeof scannedDocumentBody> {
  const { mrz } = facts
  const fields = Object.entries(facts.fields).map(([name, fact]) => [name, fact.value])
  const digits = mrz && {
    mrzFormat: mrz.format,
    mrzCheckDigitsValid: String(mrz.allDigitsValid),
    mrzRepaired: String(mrz.repaired),
  }
  return {
    ...toDocument(facts),
    ...(mrz && { mrzData: mrz.lines.join('\n') }),
    rawFields: { ...Object.fromEntries(fields), ...digits },
    confidence: facts.confidence,
  }
}
