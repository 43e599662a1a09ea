/** Which document numbers look alike to the reader, and which of them a zone could hold. */
import { type Mrz, runChecks } from './mrz.ts'
import { MRZ_LAYOUTS, type MrzField, type MrzFieldName, type MrzLayout } from './mrz-formats.ts'
import { fitsIssuer } from './number-patterns.ts'

/** The recogniser takes one for the other by the neighbours, however sure it is (docs/vision-documents.md). */
const INSEPARABLE = ['0O', '1I'] as const

/** Shapes of OCR-B that this recogniser was seen to exchange, both ways. */
const ALIKE = ['0OQD', '1IL', '2Z', '5S', '6G', '7T1', '8B', '<CKES'] as const

/** Fillers stand after a number, never within. */
const FILLED_UP = /^[0-9A-Z]+<*$/

/**
 * Other numbers that the same print could be and that no check digit tells from the one read: any of the
 * inseparable symbols exchanged, or one or two of the others. Two such changes escape a check digit where their weights add
 * up to ten, and G for 6, L for 1 and K for a filler always do. None when the digits fail, which says enough, or when the issuer's form of
 * numbers leaves one only.
 */
export function findOtherNumbers({ allDigitsValid, documentNumber, format, lines }: Mrz): readonly string[] {
  const layout = MRZ_LAYOUTS[format]
  const field = numberField(layout)
  if (!allDigitsValid || field === undefined) return []
  const read = cut(lines, field)
  const isKnown = isOfIssuer(lines, layout)
  const others = [...exchangeAll(read), ...exchangeTwo(read)].flatMap((other) => {
    const changed = replace(lines, field, other)
    if (other === read || !FILLED_UP.test(other) || (isKnown && !isOfIssuer(changed, layout))) return []
    return computes(changed, layout) ? [documentNumber.replace(trim(read), trim(other))] : []
  })
  return [...new Set(others)]
}

/**
 * The lines with zeros for O and ones for I, or the other way, when the issuer's form of numbers asks for it and one such number
 * alone computes; as they are otherwise.
 */
export function fitIssuer(lines: readonly string[], layout: MrzLayout): string[] {
  const field = numberField(layout)
  if (field === undefined || isOfIssuer(lines, layout)) return [...lines]
  const fitting = exchangeAll(cut(lines, field))
    .map((number) => replace(lines, field, number))
    .filter((changed) => isOfIssuer(changed, layout) && computesNumber(changed, layout))
  const [only, another] = fitting
  return another === undefined ? (only ?? [...lines]) : [...lines]
}

function computes(lines: readonly string[], layout: MrzLayout): boolean {
  return runChecks(lines, layout).every(({ isValid }) => isValid)
}

function computesNumber(lines: readonly string[], layout: MrzLayout): boolean {
  return runChecks(lines, layout).some(({ name, isValid }) => name === 'documentNumber' && isValid)
}

/** Whether the issuer is known to number its documents so. */
function isOfIssuer(lines: readonly string[], layout: MrzLayout): boolean {
  const text = (name: MrzFieldName) => {
    const field = layout.fields.find((candidate) => candidate.name === name)
    return field === undefined ? '' : trim(cut(lines, field))
  }
  return fitsIssuer(text('documentNumber'), { issuer: text('issuingCountry'), code: text('documentCode') }) === true
}

function numberField(layout: MrzLayout): MrzField | undefined {
  return layout.fields.find(({ name }) => name === 'documentNumber')
}

function cut(lines: readonly string[], { line, from, to }: MrzField): string {
  return lines[line]?.slice(from, to) ?? ''
}

function replace(lines: readonly string[], { line, from, to }: MrzField, text: string): string[] {
  return lines.map((one, index) => (index === line ? one.slice(0, from) + text + one.slice(to) : one))
}

function trim(text: string): string {
  return text.replaceAll('<', '')
}

/** Every way to exchange inseparable symbols, none exchanged among them. */
function exchangeAll(text: string): string[] {
  return [...text].reduce<string[]>(
    (made, symbol) => {
      const pair = INSEPARABLE.find((one) => one.includes(symbol)) ?? symbol
      return made.flatMap((start) => [...pair].map((other) => start + other))
    },
    [''],
  )
}

/** Every way to exchange one symbol or two. */
function exchangeTwo(text: string): string[] {
  const once = exchangeOne(text, 0)
  return once.flatMap(({ made, next }) => [made, ...exchangeOne(made, next).map((twice) => twice.made)])
}

function exchangeOne(text: string, from: number): { made: string; next: number }[] {
  return [...text].flatMap((symbol, at) => {
    if (at < from) return []
    const others = new Set(
      ALIKE.filter((group) => group.includes(symbol))
        .join('')
        .replaceAll(symbol, ''),
    )
    return [...others].map((other) => ({ made: text.slice(0, at) + other + text.slice(at + 1), next: at + 1 }))
  })
}
