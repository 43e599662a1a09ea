/** Tells what a document scan found in the words of the services. */
import type { DocumentFacts, MrzFacts } from '../steps/facts.ts'
import type { DocumentScan } from '../vision/document/scan.ts'

/** The facts of a scan, without the portrait; the scanned picture and its lines are not kept. */
export function toDocumentFacts(scan: DocumentScan): DocumentFacts {
  const { documentType, fields, confidence, turnDegrees } = scan
  const { sharpness, brightness, glareShare } = scan.quality
  const mrz = scan.mrz && toMrzFacts(scan.mrz)
  return {
    documentType,
    ...(mrz && { mrz }),
    fields,
    quality: { sharpness, brightness, glareShare },
    confidence,
    ...(turnDegrees !== 0 && { turnDegrees }),
  }
}

function toMrzFacts(mrz: NonNullable<DocumentScan['mrz']>): MrzFacts {
  const { format, lines, allDigitsValid, repaired, checks } = mrz
  const checkDigits = checks.map(({ name, isValid }) => ({ field: name, valid: isValid }))
  return { format, lines, allDigitsValid, repaired, checkDigits }
}
