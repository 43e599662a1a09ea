/** Documents on the wire (contract §4.9). */
import * as z from 'zod'
import { toAlpha2 } from '../../lib/countries.ts'
import type { DocumentFacts, FieldName } from '../../steps/facts.ts'
import { EXAMPLE_FILE_KEY, imageField } from './image-field.ts'
import { named } from './named.ts'

export const documentTypeField = z
  .enum(['passport', 'drivers_license', 'national_id', 'auto'])
  .default('auto')
  .describe('What the caller expects; the document itself decides')

const documentShape = {
  documentType: z.string().describe('passport, drivers_license, national_id, or unknown'),
  fullName: z.string().describe('Given names and surname'),
  firstName: z.string().describe('All given names'),
  lastName: z.string(),
  dateOfBirth: z.string().describe('YYYY-MM-DD'),
  gender: z.string().describe('As the document says it: M, F or X'),
  nationality: z.string().describe('ISO 3166-1 alpha-2'),
  documentNumber: z.string(),
  expirationDate: z.string().describe('YYYY-MM-DD'),
  issuingCountry: z.string().describe('ISO 3166-1 alpha-2'),
}

/** The specimen of ICAO 9303-4. */
const SPECIMEN = {
  documentType: 'passport',
  fullName: 'ANNA MARIA ERIKSSON',
  firstName: 'ANNA MARIA',
  lastName: 'ERIKSSON',
  dateOfBirth: '1974-08-12',
  gender: 'F',
  nationality: 'SE',
  documentNumber: 'L898902C3',
  expirationDate: '2032-04-15',
  issuingCountry: 'SE',
}

/** A document inside an answer about more, where the confidence is 0 to 100. */
export const documentBody = named(
  'Document',
  z.object({ ...documentShape, confidence: z.number().min(0).max(100).describe('0 to 100') }),
  { description: 'What was read of a document. What could not be read is an empty string, never null.' },
)

export const SPECIMEN_DOCUMENT: z.infer<typeof documentBody> = { ...SPECIMEN, confidence: 98.4 }

export const scanDocumentBody = named(
  'DocumentScanRequest',
  z.object({ image: imageField, documentType: documentTypeField }),
  {
    description: 'One picture of the side with the machine-readable zone. Unknown keys are ignored.',
    example: { image: EXAMPLE_FILE_KEY, documentType: 'auto' },
  },
)

export const scannedDocumentBody = named(
  'DocumentScan',
  z.object({
    ...documentShape,
    mrzData: z.string().optional().describe('The lines of the machine-readable zone; left out when there is none'),
    rawFields: z.record(z.string(), z.string()).describe('Every field that was read, by its name'),
    confidence: z.number().min(0).max(1).describe('0 to 1'),
  }),
  {
    description: 'What was read of the document. What could not be read is an empty string, never null.',
    example: {
      ...SPECIMEN,
      mrzData: 'P<SWEERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36SWE7408122F3204153<<<<<<<<<<<<<<<4',
      rawFields: { surname: 'ERIKSSON', givenNames: 'ANNA MARIA', mrzFormat: 'TD3', mrzCheckDigitsValid: 'true' },
      confidence: 0.984,
    },
  },
)

/** The ten fields that every answer about a document has; dates `YYYY-MM-DD`, countries ISO 3166-1 alpha-2. */
export function toDocument(facts: DocumentFacts): Omit<z.infer<typeof documentBody>, 'confidence'> {
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

/** What a scan tells without telling of the person. */
export const OPEN_SCAN: readonly string[] = [
  'documentType',
  'confidence',
  'rawFields.mrzFormat',
  'rawFields.mrzCheckDigitsValid',
  'rawFields.mrzRepaired',
]

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
