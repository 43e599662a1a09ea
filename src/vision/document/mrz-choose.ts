/** Chooses among the symbols that the recogniser thought possible, by what a layout allows and what its check digits ask. */
import { fitIssuer } from './look-alikes.ts'
import { runChecks } from './mrz.ts'
import { isSure, probabilityOf } from './mrz-doubts.ts'
import type { MrzField, MrzLayout, MrzSpan } from './mrz-formats.ts'
import type { GridRow } from './mrz-grid.ts'

/** Groups of shapes that are told apart by little in OCR-B; nothing is ever exchanged across groups. */
const LOOK_ALIKES = ['0ODQ', '1IL', '2Z', '5S', '6G', '8B', '7T1']

/** How much likelier a zero is than the letter where both may stand: most issuers leave O out of their numbers. */
const ZERO_FAVOUR = 10

/** A combination of look-alikes is considered when it is at most this many times less likely than the best one: more would invent. */
const MAX_UNLIKELY = 50
const MAX_COMBINATIONS = 256

/** Beside a filler, a place that may be one is one when it was read as a letter that fillers are misread as. */
const FILLER_PROBABILITY = 0.15
const FILLER_LIKE = 'CKES'

const DIGITS = '0123456789<'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ<'

/**
 * The lines of a zone with unlikely symbols replaced by likelier ones that fit: digits where digits stand, fillers
 * beside fillers in names, and look-alikes such that a check digit computes. What the recogniser was sure of stays, and what it did
 * not see is not put in, but for a zero or an O where the issuer's form of numbers asks for it.
 */
export function chooseSymbols(rows: readonly GridRow[], layout: MrzLayout): string[] {
  let lines = rows.map(({ text }) => text)
  for (const field of layout.fields) lines = fitField(lines, rows, field)
  for (const { digit } of layout.checks) {
    lines = fitSpan(lines, rows, { line: digit.line, from: digit.at, to: digit.at + 1 }, DIGITS)
  }
  lines = fitSpan(lines, rows, { line: 0, from: 0, to: 1 }, FIRST_LETTERS[layout.format])
  for (const { name } of layout.checks) lines = chooseLookAlikes(lines, rows, { layout, check: name })
  return fitIssuer(lines, layout, ({ line, at }) => !isSure(rows[line], at))
}

/** The first letter of a document's code (ICAO 9303-4 to -7 §4.2.2). */
const FIRST_LETTERS = { TD1: 'ACI', TD2: 'ACI', TD3: 'P', 'MRV-A': 'V', 'MRV-B': 'V', 'FRA-ID': 'I' } as const

function fitField(lines: readonly string[], rows: readonly GridRow[], field: MrzField): string[] {
  if (field.alphabet === 'digits') return fitSpan(lines, rows, field, DIGITS)
  const fitted = field.alphabet === 'any' ? lines : fitSpan(lines, rows, field, LETTERS)
  return spreadFillers(fitted, rows, field)
}

/** Replaces symbols of a span that are not allowed by the likeliest allowed one, unless none was seen at all. */
function fitSpan(lines: readonly string[], rows: readonly GridRow[], span: MrzSpan, allowed: string): string[] {
  return mapSpan(lines, span, (character, at) => {
    const row = rows[span.line]
    if (allowed.includes(character) || isSure(row, at)) return character
    const best = [...allowed].reduce((a, b) => (probabilityOf(row, at, b) > probabilityOf(row, at, a) ? b : a))
    return probabilityOf(row, at, best) >= MIN_SEEN ? best : character
  })
}

/** Symbols below this were not seen. */
const MIN_SEEN = 0.003

/** In the code of a document a filler needs no neighbour: its second letter is one unless the issuer uses it. */
function spreadFillers(lines: readonly string[], rows: readonly GridRow[], field: MrzField): string[] {
  const characters = [...(lines[field.line] ?? '')]
  const row = rows[field.line]
  const places = Array.from({ length: field.to - field.from }, (_, index) => field.from + index)
  for (const at of [...places, ...places.toReversed()]) {
    const isBeside = characters[at - 1] === '<' || characters[at + 1] === '<'
    const isPossible = isBeside || (field.name === 'documentCode' && at === 1)
    const isOpen = FILLER_LIKE.includes(characters[at] ?? '') && !isSure(row, at)
    if (isPossible && isOpen && probabilityOf(row, at, '<') >= FILLER_PROBABILITY) characters[at] = '<'
  }
  return lines.map((line, index) => (index === field.line ? characters.join('') : line))
}

/** A combination of symbols for some places, with its log likelihood against the others. */
interface Combination {
  readonly lines: readonly string[]
  readonly score: number
}

/** The likeliest look-alikes in the free fields that a check covers which let it compute; the likeliest of all when none does. */
function chooseLookAlikes(
  lines: readonly string[],
  rows: readonly GridRow[],
  { layout, check }: { layout: MrzLayout; check: MrzLayout['checks'][number]['name'] },
): string[] {
  let combinations: Combination[] = [{ lines, score: 0 }]
  for (const { line, at } of freePlaces(layout, check)) {
    combinations = combinations
      .flatMap((combination) => vary(combination, rows[line], { line, at }))
      .filter(({ score }) => score >= -Math.log(MAX_UNLIKELY))
      .sort((a, b) => b.score - a.score)
      .slice(0, MAX_COMBINATIONS)
  }
  const isRight = (candidate: readonly string[]) =>
    runChecks(candidate, layout).some(({ name, isValid }) => name === check && isValid)
  return [...(combinations.find((combination) => isRight(combination.lines)) ?? combinations[0] ?? { lines }).lines]
}

/** Places of letters-or-digits fields under a check; the composite's only where no digit of their own guards them. */
function freePlaces(layout: MrzLayout, check: string): { line: number; at: number }[] {
  const free = layout.fields.filter(({ alphabet }) => alphabet === 'any')
  const guarded = new Set(layout.checks.map(({ name }): string => name))
  const fields = free.filter(({ name }) => (check === 'composite' ? !guarded.has(name) : name === check))
  return fields.flatMap(({ line, from, to }) =>
    Array.from({ length: to - from }, (_, index) => ({ line, at: from + index })),
  )
}

function vary(
  { lines, score }: Combination,
  row: GridRow | undefined,
  { line, at }: { line: number; at: number },
): Combination[] {
  if (isSure(row, at)) return [{ lines, score }]
  const character = lines[line]?.[at] ?? '<'
  const group = LOOK_ALIKES.filter((symbols) => symbols.includes(character)).join('') || character
  const weights = [...new Set(group)].map((symbol) => ({
    symbol,
    weight: probabilityOf(row, at, symbol) * (symbol === '0' ? ZERO_FAVOUR : 1),
  }))
  const best = Math.max(...weights.map(({ weight }) => weight), Number.MIN_VALUE)
  return weights.map(({ symbol, weight }) => ({
    lines: mapSpan(lines, { line, from: at, to: at + 1 }, () => symbol),
    score: score + Math.log(Math.max(weight, Number.MIN_VALUE) / best),
  }))
}

function mapSpan(
  lines: readonly string[],
  { line, from, to }: MrzSpan,
  map: (character: string, at: number) => string,
): string[] {
  return lines.map((text, index) =>
    index === line
      ? [...text].map((character, at) => (at >= from && at < to ? map(character, at) : character)).join('')
      : text,
  )
}
