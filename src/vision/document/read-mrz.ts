/** Reads a machine-readable zone whose rows were found: cuts them over their full width, places them on the grid, parses. */
import type { Pixels } from '../image.ts'
import type { Models } from '../models.ts'
import { type Mrz, parseMrz } from './mrz.ts'
import { chooseSymbols } from './mrz-choose.ts'
import { type Doubt, findDoubts, isSure } from './mrz-doubts.ts'
import { findLayout } from './mrz-formats.ts'
import { type Grid, measureLength, placeOnGrid } from './mrz-grid.ts'
import type { MrzRows } from './mrz-rows.ts'
import type { Steps } from './mrz-steps.ts'
import { readRows } from './read-rows.ts'
import type { RotatedBox } from './rotated-box.ts'

/** A zone as read from a picture. */
export interface MrzReading extends Mrz {
  /** Mean probability that the recogniser gave the characters, 0…1. */
  readonly confidence: number
  /** Characters that the recogniser was not sure of. */
  readonly doubts: readonly Doubt[]
  /** Where its rows lie, in the pixels of the picture that it was read from. */
  readonly rows: MrzRows
}

/** Strip heights tried when check digits fail at the detector's height, as shares of it (docs/vision-documents.md). */
const FURTHER_HEIGHTS = [1.2, 0.88] as const

/** Blank kept before and after the rows, in row heights. */
const MARGIN = 0.6

/** Zones whose characters are seen with less confidence than this are not zones, or cannot be read. */
const MIN_CONFIDENCE = 0.4

/** Shapes of zones: so many rows of so many characters, the shortest first. */
const SHAPES = [
  { rowCount: 3, length: 30 },
  { rowCount: 2, length: 36 },
  { rowCount: 2, length: 44 },
] as const

/**
 * Reads the zone among `rows` (a window of two or three neighbours); `undefined` when they make no zone.
 * A reading whose check digits fail is returned as such, never mended until they compute.
 */
export async function readMrz(
  models: Models,
  image: Pixels,
  { rows, today }: { rows: MrzRows; today: Date },
): Promise<MrzReading | undefined> {
  const strips = withMargin(rows)
  let best = await readStrips(models, image, { strips, today })
  for (const share of FURTHER_HEIGHTS) {
    if (best && isSound(best.reading)) break
    const other = strips.map((strip) => ({ ...strip, height: strip.height * share }))
    best = better(best, await readStrips(models, image, { strips: other, today }))
  }
  return best?.reading
}

/** Reads as `readMrz` does, at the detector's own row height only: for rows that may be none. */
export async function readMrzOnce(
  models: Models,
  image: Pixels,
  { rows, today }: { rows: MrzRows; today: Date },
): Promise<MrzReading | undefined> {
  const strips = withMargin(rows)
  return readWindows(strips, { steps: await readRows(models, image, strips), today })?.reading
}

function withMargin(rows: MrzRows): RotatedBox[] {
  return rows.map((row) => ({ ...row, width: row.width + 2 * MARGIN * row.height }))
}

/** Whether nothing is left to try: every digit computes, and the names, which no digit guards, end or are parted by two fillers. */
export function isSound({ allDigitsValid, lines }: MrzReading): boolean {
  return allDigitsValid && lines.some((line) => /[A-Z]{2}<<([A-Z<]*)$/.test(line))
}

/** A reading with how much speaks for it; whose digits all compute comes before any other. */
interface Candidate {
  readonly reading: MrzReading
  readonly score: number
}

function better(first: Candidate | undefined, second: Candidate | undefined): Candidate | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return second.score > first.score ? second : first
}

async function readStrips(
  models: Models,
  image: Pixels,
  { strips, today }: { strips: MrzRows; today: Date },
): Promise<Candidate | undefined> {
  const steps = await readRows(models, image, strips)
  const best = readWindows(strips, { steps, today })
  if (best && isSound(best.reading)) return best
  const longer = lengthen(strips, steps)
  if (longer === undefined) return best
  return better(best, readWindows(longer, { steps: await readRows(models, image, longer), today }))
}

/**
 * Detectors stop early in a tail of fillers, sometimes in all rows: strips lengthened to the next longer shape,
 * or `undefined` when there is none.
 */
function lengthen(strips: readonly RotatedBox[], steps: readonly Steps[]): RotatedBox[] | undefined {
  const length = measureLength(steps)
  const next = length && SHAPES.map((shape) => shape.length).find((candidate) => candidate > length - MARGIN)
  if (length === undefined || next === undefined) return undefined
  return strips.map((strip) => {
    const more = strip.width * ((next + 1) / length - 1)
    return {
      ...strip,
      x: strip.x + (more / 2) * Math.cos(strip.angle),
      y: strip.y + (more / 2) * Math.sin(strip.angle),
      width: strip.width + more,
    }
  })
}

/** The best reading of any window of neighbouring rows in any shape that fits it. */
function readWindows(
  strips: MrzRows,
  { steps, today }: { steps: readonly Steps[]; today: Date },
): Candidate | undefined {
  const candidates = SHAPES.flatMap(({ rowCount, length }) =>
    Array.from({ length: Math.max(0, strips.length - rowCount + 1) }, (_, first) => {
      const grid = placeOnGrid(steps.slice(first, first + rowCount), length)
      const reading = grid && toReading(grid, { rows: strips.slice(first, first + rowCount), today })
      return reading && { reading, score: grid.fit + validBonus(reading) }
    }),
  )
  return candidates.reduce<Candidate | undefined>(better, undefined)
}

/** The reading of a grid as such: symbols chosen, repaired by position, parsed; `undefined` when it is no zone or hardly seen. */
export function toReading(grid: Grid, { rows, today }: { rows: MrzRows; today: Date }): MrzReading | undefined {
  const confidence = grid.rows.reduce((sum, row) => sum + row.confidence, 0) / grid.rows.length
  const rawLines = grid.rows.map(({ text }) => text)
  const layout = findLayout(rawLines)
  if (layout === undefined || confidence < MIN_CONFIDENCE) return undefined
  const mrz = parseMrz(chooseSymbols(grid.rows, layout), today, (line, at) => isSure(grid.rows[line], at))
  if (mrz === undefined) return undefined
  const repaired = mrz.lines.some((line, index) => line !== rawLines[index])
  return { ...mrz, rawLines, repaired, confidence, doubts: findDoubts(grid.rows, mrz.lines), rows }
}

/** Right rows in their right shape fit about 0.1 better than wrong ones; one check in ten computes by chance. */
function validBonus(reading: MrzReading): number {
  if (isSound(reading)) return 200
  const { checks, allDigitsValid } = reading
  return allDigitsValid ? 100 : (checks.filter(({ isValid }) => isValid).length / checks.length) * 0.1
}
