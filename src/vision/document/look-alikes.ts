/** Which numbers and names a zone could hold instead of those read. */
import { type Mrz, namesOf, runChecks } from './mrz.ts'
import type { Doubt } from './mrz-doubts.ts'
import { MRZ_LAYOUTS, type MrzField, type MrzFieldName, type MrzLayout } from './mrz-formats.ts'
import { fitsIssuer } from './number-patterns.ts'

/** What issuers' forms of numbers tell apart. */
const INSEPARABLE = ['0O', '1I'] as const

/** Shapes of OCR-B that are told apart by little. */
const ALIKE = ['0OQD', '1IL', '2Z', '5S', '6G', '7T1', '8B', '<CKES'] as const

/** Fillers stand after a number, never within. */
const FILLED_UP = /^[0-9A-Z]+<*$/

/** How many doubtful characters are exchanged together. */
const MAX_EXCHANGED = 2

/**
 * Other numbers that may stand there, where the recogniser was not sure of a character: what it saw besides and what looks alike,
 * one or two at a time, such that every digit computes and the issuer's form of numbers is kept. One misread character never
 * computes unless the right one does, too; two may by chance, which is why two are exchanged. None when the digits fail, which says enough.
 */
export function findOtherNumbers({
  allDigitsValid,
  documentNumber,
  format,
  lines,
  doubts,
}: Doubted): readonly string[] {
  const layout = MRZ_LAYOUTS[format]
  const field = numberField(layout)
  if (!allDigitsValid || field === undefined) return []
  const read = cut(lines, field)
  const open = doubts.filter(({ line, at }) => line === field.line && at >= field.from && at < field.to)
  const places = open.map(({ at, others }) => ({ at: at - field.from, others }))
  const toWhole = (other: string) => documentNumber.replace(trim(read), trim(other))
  const isKnown = isOfIssuer(lines, layout)
  const alike = exchange(read, places).filter((other) => {
    const changed = replace(lines, field, other)
    return computes(changed, layout) && (!isKnown || isOfIssuer(changed, layout))
  })
  const possible = alike.filter((other) => other !== read && FILLED_UP.test(other))
  return [...new Set(possible.map(toWhole))]
}

/** A zone with the characters that are doubtful. */
type Doubted = Mrz & { readonly doubts: readonly Doubt[] }

/** Names that may stand there, where the recogniser was not sure of a character: each with what it saw besides. */
export function findOtherNames(
  { format, lines, doubts, ...names }: Doubted,
  name: 'surname' | 'givenNames',
): readonly string[] {
  const layout = MRZ_LAYOUTS[format]
  const fields = layout.fields.filter(({ name: one }) => one === 'names' || one === name)
  const open = doubts.filter(({ line, at }) =>
    fields.some((field) => field.line === line && at >= field.from && at < field.to),
  )
  const others = open.flatMap(({ line, at, others: symbols }) =>
    [...symbols].map((symbol) => {
      const changed = lines.map((text, index) => (index === line ? put(text, at, symbol) : text))
      return namesOf(changed, layout)[name]
    }),
  )
  return [...new Set(others)].filter((other) => other !== names[name])
}

/**
 * The lines with zeros for O and ones for I, or the other way, when the issuer's form of numbers asks for it and one such number
 * alone computes; as they are otherwise. Only places that are `isOpen` change.
 */
export function fitIssuer(
  lines: readonly string[],
  layout: MrzLayout,
  isOpen: (place: { line: number; at: number }) => boolean,
): string[] {
  const field = numberField(layout)
  if (field === undefined || isOfIssuer(lines, layout)) return [...lines]
  const isChangeable = (at: number) => isOpen({ line: field.line, at: field.from + at })
  const fitting = exchangeAll(cut(lines, field), isChangeable)
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

/** Every way to exchange what issuers' forms tell apart, none exchanged among them. */
function exchangeAll(text: string, isOpen: (at: number) => boolean): string[] {
  return [...text].reduce<string[]>(
    (made, symbol, at) => {
      const pair = (isOpen(at) && INSEPARABLE.find((one) => one.includes(symbol))) || symbol
      return made.flatMap((start) => [...pair].map((other) => start + other))
    },
    [''],
  )
}

/** Every way to exchange up to MAX_EXCHANGED of the places for what was seen there or looks alike. */
function exchange(text: string, places: ReadonlyArray<{ at: number; others: string }>): string[] {
  let made: { text: string; next: number }[] = [{ text, next: 0 }]
  const all: string[] = []
  for (let count = 0; count < MAX_EXCHANGED; count += 1) {
    made = made.flatMap(({ text: before, next }) =>
      places.slice(next).flatMap(({ at, others }, index) => {
        const symbols = new Set(others + alikeOf(before[at] ?? ''))
        return [...symbols].map((symbol) => ({ text: put(before, at, symbol), next: next + index + 1 }))
      }),
    )
    all.push(...made.map((one) => one.text))
  }
  return all
}

function alikeOf(symbol: string): string {
  return ALIKE.filter((group) => group.includes(symbol))
    .join('')
    .replaceAll(symbol, '')
}

function put(text: string, at: number, symbol: string): string {
  return text.slice(0, at) + symbol + text.slice(at + 1)
}
