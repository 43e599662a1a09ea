/** Tells which kind of document a picture shows. */
import type { Mrz } from './mrz.ts'

export type DocumentType = 'passport' | 'visa' | 'national_id' | 'drivers_license' | 'residence_permit' | 'unknown'

/** Words printed on documents, most telling first; compared without case, accents and spaces. */
const KEYWORDS: readonly (readonly [DocumentType, RegExp])[] = [
  [
    'drivers_license',
    /DRIV(ER|ING).{0,3}LICEN[CS]E|PERMISDECONDUIRE|FUHRERSCHEIN|PERMISODECONDUC|LICENCIADECONDUC|PATENTEDIGUIDA|OPERATORLICENSE/,
  ],
  [
    'residence_permit',
    /RESIDEN(CE|T)(PERMIT|CARD)|PERMANENTRESIDENT|AUFENTHALT|TITREDESEJOUR|PERMESSODISOGGIORNO|PERMISODERESIDENCIA|EMPLOYMENTAUTHORIZATION/,
  ],
  ['passport', /PASSPORT|PASSEPORT|REISEPASS|PASAPORTE|PASSAPORTO|PASZPORT|CESTOVNIPAS/],
  [
    'national_id',
    /IDENTITYCARD|IDENTITYDOCUMENT|NATIONALID|IDENTIFICATIONCARD|CARTE(NATIONALE)?D.?IDENTITE|PERSONALAUSWEIS|DOCUMENTONACIONAL|CARTAD.?IDENTITA|OSOBNIPRUKAZ|DOWODOSOBISTY|CARTAODECIDADAO/,
  ],
  ['visa', /\bVISA\b|VISUM/],
]

/** The kind of document, by its machine-readable zone when it has one, else by its printed words. */
export function classifyDocument(mrz: Mrz | undefined, texts: readonly string[]): DocumentType {
  const byWords = classifyByWords(texts)
  if (mrz === undefined) return byWords
  if (mrz.format === 'TD3') return 'passport'
  if (mrz.format === 'MRV-A' || mrz.format === 'MRV-B') return 'visa'
  return classifyCard(mrz, byWords)
}

/** Cards have codes A, C or I; what the second letter means is the issuer's affair (ICAO 9303-5 §4.2.2.1 note b). */
function classifyCard({ documentCode, issuingCountry }: Mrz, byWords: DocumentType): DocumentType {
  if (documentCode === 'IP') return 'passport'
  // European residence permits carry IR or AR, those of the United States C1 or C2 and, for work permits, IA.
  if (/^[IAC]R/.test(documentCode) || /^C[12]/.test(documentCode)) return 'residence_permit'
  if (documentCode === 'IA' && issuingCountry === 'USA') return 'residence_permit'
  return byWords === 'residence_permit' || byWords === 'drivers_license' ? byWords : 'national_id'
}

function classifyByWords(texts: readonly string[]): DocumentType {
  const words = texts
    .join('\n')
    .normalize('NFD')
    .replace(/\p{M}|[ .\-/:]/gu, '')
    .toUpperCase()
  return KEYWORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'unknown'
}
