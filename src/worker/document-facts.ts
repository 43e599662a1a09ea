/** Tells what a document scan found in the words of the services. */
import type { DocumentFacts, MrzFacts } from '../steps/facts.ts'
import type { TextLine } from '../vision/document/read-text.ts'
import type { DocumentScan } from '../vision/document/scan.ts'

const MIN_READ_CHARACTERS = 4
const MIN_READ_CONFIDENCE = 0.7

/** The facts of a scan, without the portrait; the scanned picture and its lines are not kept. */
export function toDocumentFacts(scan: DocumentScan): DocumentFacts {
  const { documentType, fields, confidence, turnDegrees } = scan
  const { sharpness, brightness, glareShare, detail } = scan.quality
  const mrz = scan.mrz && toMrzFacts(scan.mrz)
  return {
    documentType,
    ...(mrz && { mrz }),
    fields,
    quality: { sharpness, brightness, glareShare, detail },
    readableLineCount: scan.lines.filter(isReadable).length,
    confidence,
    ...(turnDegrees !== 0 && { turnDegrees }),
  }
}

/** Words rather than specks: four letters or digits and more, read with some confidence. */
function isReadable({ text, confidence }: TextLine): boolean {
  return confidence >= MIN_READ_CONFIDENCE && text.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= MIN_READ_CHARACTERS
}

function toMrzFacts(mrz: NonNullable<DocumentScan['mrz']>): MrzFacts {
  const { format, lines, allDigitsValid, repaired, checks } = mrz
  const checkDigits = checks.map(({ name, isValid }) => ({ field: name, valid: isValid }))
  return { format, lines, allDigitsValid, repaired, checkDigits }
}
