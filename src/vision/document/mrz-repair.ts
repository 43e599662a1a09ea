/** Repairs a machine-readable zone by position: letters where digits stand, digits where letters stand, noise after the names. */

import { isCountryCode } from '../../lib/country-codes.ts'
import type { MrzField, MrzLayout } from './mrz-formats.ts'

/** Shapes that readers of OCR-B confuse. */
const DIGIT_FOR: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  T: '7',
  B: '8',
}
const LETTER_FOR: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 2: 'Z', 5: 'S', 6: 'G', 7: 'T', 8: 'B' }

/** Whether a character was seen so clearly that nothing overrides it. */
export type IsSure = (line: number, at: number) => boolean

/**
 * Fits each character to what its position may hold. It never touches fields that may hold both letters and digits, nor
 * characters that are sure.
 */
export function repairLines(lines: readonly string[], layout: MrzLayout, isSure: IsSure): string[] {
  const grids = lines.map((line) => [...line])
  for (const field of layout.fields) mapSpan(grids[field.line], field, mappingOf(field))
  for (const { digit } of layout.checks) mapSpan(grids[digit.line], { from: digit.at, to: digit.at + 1 }, DIGIT_FOR)
  // No issuer uses K as the second letter of a document's code, and a blurred `<` is like one.
  mapSpan(grids[0], { from: 1, to: 2 }, { K: '<' })
  mapSpan(grids[0], { from: 0, to: 1 }, LETTER_FOR)
  const repaired = grids.map((grid) => grid.join(''))
  return keepSure(lines, repairIssuer(endNames(repaired, layout), layout), isSure)
}

function keepSure(lines: readonly string[], repaired: readonly string[], isSure: IsSure): string[] {
  return repaired.map((text, line) =>
    [...text].map((character, at) => (isSure(line, at) ? (lines[line]?.[at] ?? character) : character)).join(''),
  )
}

function mappingOf({ alphabet }: MrzField): Readonly<Record<string, string>> {
  if (alphabet === 'any') return {}
  return alphabet === 'digits' ? DIGIT_FOR : LETTER_FOR
}

function mapSpan(
  characters: string[] | undefined,
  { from, to }: { from: number; to: number },
  mapping: Readonly<Record<string, string>>,
): void {
  for (let at = from; at < to; at += 1) {
    const character = characters?.[at]
    if (characters && character !== undefined) characters[at] = mapping[character] ?? character
  }
}

/** Blurred fillers are read as C and K, some as E or S; no name ends in eight of these with no room between them. */
const BLURRED_TAIL = /[CK](?:<?[CKES]){7,}<*$/

/** After surname and given names only fillers may follow; what is read there is noise in a run of fillers. */
function endNames(lines: readonly string[], layout: MrzLayout): string[] {
  const field = layout.fields.find(({ name }) => name === 'names')
  return lines.map((line, index) => {
    if (field?.line !== index) return line
    const names = line.slice(field.from, field.to).replace(BLURRED_TAIL, (tail) => '<'.repeat(tail.length))
    const kept = /^<*[A-Z]+(<[A-Z]+)*(<<[A-Z]+(<[A-Z]+)*)?(?=<<|<?$)/.exec(names)?.[0] ?? names
    return line.slice(0, field.from) + kept.padEnd(field.to - field.from, '<') + line.slice(field.to)
  })
}

/** An issuer that is no country but one letter off the nationality is taken to be the nationality. */
function repairIssuer(lines: readonly string[], layout: MrzLayout): string[] {
  const issuer = layout.fields.find(({ name }) => name === 'issuingCountry')
  const nationality = layout.fields.find(({ name }) => name === 'nationality')
  if (issuer === undefined || nationality === undefined) return [...lines]
  const [read = '', other = ''] = [issuer, nationality].map(({ line, from, to }) => lines[line]?.slice(from, to))
  const differing = [...read].filter((character, index) => character !== other[index]).length
  const target = differing === 1 && (isCountryCode(other) || isCountryCode(read)) ? { read, other } : undefined
  if (target === undefined || isCountryCode(read) === isCountryCode(other)) return [...lines]
  const [field, right] = isCountryCode(other) ? [issuer, other] : [nationality, read]
  return lines.map((line, index) =>
    index === field.line ? line.slice(0, field.from) + right + line.slice(field.to) : line,
  )
}
