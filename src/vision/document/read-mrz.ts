/** Reads a machine-readable zone whose rows were found: cuts them over their full width, places them on the grid, parses. */
import type { Pixels } from '../image.ts'
import type { Models } from '../models.ts'
import { type Mrz, parseMrz } from './mrz.ts'
import { type Grid, placeOnGrid } from './mrz-grid.ts'
import type { MrzRows } from './mrz-rows.ts'
import { type Recognition, recognise } from './read-text.ts'

/** A zone as read from a picture. */
export interface MrzReading extends Mrz {
  /** Mean probability that the recogniser gave the characters, 0…1. */
  readonly confidence: number
}

/** Strip heights tried, as shares of the detector's; the further ones only when check digits fail (docs/vision-documents.md). */
const STRIP_HEIGHTS = [1, 1.2, 0.88] as const

/** Blank kept before and after the rows, in row heights. */
const MARGIN = 0.6

/** Zones whose characters are seen with less confidence than this are not zones, or cannot be read. */
const LEAST_CONFIDENCE = 0.4

/** Shapes of zones: so many rows of so many characters. */
const SHAPES = [
  { rowCount: 2, length: 44 },
  { rowCount: 2, length: 36 },
  { rowCount: 3, length: 30 },
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
  let best: MrzReading | undefined
  for (const share of STRIP_HEIGHTS) {
    const strips = rows.map((row) => ({
      ...row,
      width: row.width + 2 * MARGIN * row.height,
      height: row.height * share,
    }))
    const reading = readWindows(await recognise(models, image, strips), today)
    if (reading && (best === undefined || validShare(reading) > validShare(best))) best = reading
    if (best?.allDigitsValid) break
  }
  return best
}

/** Tries each window of neighbouring rows with the shapes that fit it. */
function readWindows(recognitions: readonly Recognition[], today: Date): MrzReading | undefined {
  const candidates = SHAPES.flatMap(({ rowCount, length }) =>
    Array.from({ length: Math.max(0, recognitions.length - rowCount + 1) }, (_, first) => {
      const grid = placeOnGrid(recognitions.slice(first, first + rowCount), length)
      return grid && toCandidate(grid, today)
    }),
  ).filter((candidate) => candidate !== undefined)
  return candidates.sort((a, b) => validShare(b.reading) - validShare(a.reading) || b.fit - a.fit)[0]?.reading
}

function toCandidate(grid: Grid, today: Date): { reading: MrzReading; fit: number } | undefined {
  const confidence = grid.rows.reduce((sum, row) => sum + row.confidence, 0) / grid.rows.length
  const mrz = parseMrz(
    grid.rows.map(({ text }) => text),
    today,
  )
  if (mrz === undefined || confidence < LEAST_CONFIDENCE) return undefined
  return { reading: { ...mrz, confidence }, fit: grid.fit }
}

function validShare({ checks }: Mrz): number {
  return checks.filter(({ isValid }) => isValid).length / checks.length
}
