/** The codes that may stand as issuer or nationality in a machine-readable zone. */
import { findCountry } from './countries.ts'

/** Codes of ICAO 9303-3 §5 (8th edition) that stand for no country, with those that specimens use. */
const OTHERS = 'EUE UNO UNA UNK XOM XXA XXB XXC XXX XBA XIM XCC XCE XCO XEC XPO XES XMP XAF INP IAO UTO'
const OTHER_CODES: ReadonlySet<string> = new Set(OTHERS.split(' '))

/** Whether three characters of a machine-readable zone, fillers included, are a known issuer or nationality. */
export function isCountryCode(characters: string): boolean {
  const isLegal = /^[A-Z]{3}$/.test(characters) || characters === 'D<<'
  return isLegal && (OTHER_CODES.has(characters) || findCountry(characters) !== undefined)
}
