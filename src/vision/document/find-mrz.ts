/** Looks for a machine-readable zone on a page: reads the widest lines, both ways up, and takes the rows that look like one. */
import type { Models } from '../models.ts'
import { findMrzRows, guessMrzRows, looksLikeMrz, type MrzRows, rowsBeside } from './mrz-rows.ts'
import { longBoxes, type Page, readBoxes, turnPage } from './page.ts'
import { isSound, type MrzReading, readMrz, readMrzOnce } from './read-mrz.ts'
import { readText } from './read-text.ts'

/** Rows of a zone are among the widest lines of a document; so many are read at first, and so many at most. */
const FIRST_LINES = 5
const MAX_LINES = 14

/** Text read upside down has a confidence well below this, text the right way up above it (docs/vision-documents.md). */
const UPRIGHT_CONFIDENCE = 0.8

/** A page the right way up as far as known, with its zone when it has one. */
export interface ZonedPage {
  readonly page: Page
  readonly mrz: MrzReading | undefined
}

/** Finds and reads the zone of a page whose text is level; the page comes back turned when it stood on its head. */
export async function findMrz(models: Models, page: Page, today: Date): Promise<ZonedPage> {
  const guessed = await readGuess(models, page, today)
  if (guessed) return guessed
  const upright = await turnUpright(models, page)
  if (upright.image !== page.image) {
    const turned = await readGuess(models, upright, today)
    if (turned) return turned
  }
  const first = await findUpright(models, upright, { today, lineCount: FIRST_LINES })
  return first.mrz ? first : findUpright(models, upright, { today, lineCount: MAX_LINES })
}

/** The zone where the shapes of the boxes suggest it; `undefined` unless that reading is sound. */
async function readGuess(models: Models, page: Page, today: Date): Promise<ZonedPage | undefined> {
  const rows = guessMrzRows(page.boxes)
  const mrz = rows && (await readMrzOnce(models, page.image, { rows, today }))
  return mrz && isSound(mrz) ? { page, mrz } : undefined
}

/** Reads the widest lines, upside down too when they make little sense, and keeps the way that reads better. */
async function turnUpright(models: Models, page: Page): Promise<Page> {
  const asGiven = await readBoxes(models, page, longBoxes(page).slice(0, FIRST_LINES))
  if (asGiven.lines.size === 0 || confidenceOf(asGiven) >= UPRIGHT_CONFIDENCE) return asGiven
  const turned = await turnPage(page)
  const read = await readBoxes(models, turned, longBoxes(turned).slice(0, FIRST_LINES))
  return confidenceOf(read) > confidenceOf(asGiven) ? read : asGiven
}

async function findUpright(
  models: Models,
  page: Page,
  { today, lineCount }: { today: Date; lineCount: number },
): Promise<ZonedPage> {
  const read = await readBoxes(models, page, longBoxes(page).slice(0, lineCount))
  const rows = findMrzRows([...read.lines.values()])
  if (rows === undefined) return { page: read, mrz: undefined }
  const mrz = await readMrz(models, read.image, { rows, today })
  if (mrz?.allDigitsValid || rows.length > 2) return { page: read, mrz }
  const fuller = await addMissingRow(models, read, rows)
  const second = fuller && (await readMrz(models, read.image, { rows: fuller, today }))
  return { page: read, mrz: second?.allDigitsValid || mrz === undefined ? second : mrz }
}

/**
 * Detectors miss a row that a stamp or a signature crosses: looks where one may stand above or below the rows found
 * and adds the one that reads most like a zone.
 */
async function addMissingRow(models: Models, { image }: Page, rows: MrzRows): Promise<MrzRows | undefined> {
  const [top, bottom] = [rows[0], rows.at(-1)]
  if (top === undefined || bottom === undefined) return undefined
  const above = rowsBeside(
    top,
    ROW_DISTANCES.map((distance) => -distance),
  )
  const below = rowsBeside(bottom, ROW_DISTANCES)
  const lines = await readText(models, image, [...above, ...below])
  const best = lines.filter(({ text }) => looksLikeMrz(text)).sort((a, b) => b.confidence - a.confidence)[0]
  if (best === undefined) return undefined
  return above.includes(best.box) ? [best.box, ...rows] : [...rows, best.box]
}

/** In heights of the detector's boxes; measured 1.1 (TD1) to 2.1 (TD3). */
const ROW_DISTANCES = [1.1, 1.4, 1.7, 2, 2.3] as const

/** Mean confidence of the lines read, each counted by its length; 0 when nothing was read. */
function confidenceOf({ lines }: Page): number {
  const read = [...lines.values()]
  const length = read.reduce((sum, { text }) => sum + text.length, 0)
  return length === 0 ? 0 : read.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / length
}
