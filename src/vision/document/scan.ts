/** Reads a document from a picture: its zone, its print, its kind, and how well it could be seen. */
import { DOCUMENT_DETAIL_SIDE, measureDetail } from '../detail.ts'
import type { Pixels } from '../image.ts'
import type { Models } from '../models.ts'
import { measureQuality, type Quality } from '../quality.ts'
import { classifyDocument, type DocumentType } from './classify.ts'
import { type DocumentFields, fuseFields } from './fields.ts'
import { findMrz, type ZonedPage } from './find-mrz.ts'
import { isOnRows, type MrzRows } from './mrz-rows.ts'
import { openPage, type Page, readBoxes } from './page.ts'
import type { MrzReading } from './read-mrz.ts'
import type { TextLine } from './read-text.ts'
import type { RotatedBox } from './rotated-box.ts'

/** What a picture of a document says. */
export interface DocumentScan {
  readonly documentType: DocumentType
  readonly mrz: MrzReading | undefined
  readonly fields: DocumentFields
  /** Lines read, from top to bottom, boxes in the pixels of `upright`; not every line of a crowded document is read. */
  readonly lines: readonly TextLine[]
  /** Of the whole picture; `detail` is told by `measureDetail`. */
  readonly quality: Quality & { readonly detail: number }
  /** 0…1: how far the fields can be relied on; 0 without a zone. */
  readonly confidence: number
  /** The picture turned so that its text reads. */
  readonly upright: Pixels
  /** How far `upright` is turned from the picture: degrees clockwise, both around their middles. */
  readonly turnDegrees: number
}

/** Longest side at which text is looked for, and the second try for small print. */
const MAX_SIDE = 960
const LONGER_SIDE = 1440

/** A picture with fewer lines than this has nothing to gain from a second try. */
const MIN_BOXES = 6

/** Printed lines are read for names, numbers and dates up to this many; each costs about as much as a fifth of a zone's row. */
const MAX_PRINTED_LINES = 18

/**
 * Scans a picture decoded with its longest side at most 1800 pixels. A picture without text, or with a zone that cannot
 * be read, is no error: `mrz` is then undefined or its digits are not valid. `today` decides the century of dates.
 */
export async function scanDocument(models: Models, image: Pixels, today = new Date()): Promise<DocumentScan> {
  const [quality, detail, zoned] = await Promise.all([
    measureQuality(image),
    measureDetail(image, DOCUMENT_DETAIL_SIDE),
    findZone(models, image, today),
  ])
  const page = await readBoxes(models, zoned.page, printedBoxes(zoned.page, zoned.mrz?.rows ?? []))
  const lines = page.boxes.flatMap((box) => page.lines.get(box) ?? []).filter(({ text }) => text !== '')
  const print = lines.filter(({ box }) => !isOnRows(zoned.mrz?.rows ?? [], box))
  const fields = fuseFields(zoned.mrz, print)
  return {
    documentType: classifyDocument(
      zoned.mrz,
      print.map(({ text }) => text),
    ),
    mrz: zoned.mrz,
    fields,
    lines,
    quality: { ...quality, detail },
    confidence: confidenceOf(zoned.mrz, fields),
    upright: page.image,
    turnDegrees: page.turnDegrees,
  }
}

async function findZone(models: Models, image: Pixels, today: Date): Promise<ZonedPage> {
  const first = await findMrz(models, await openPage(models, image, MAX_SIDE), today)
  if (first.mrz?.allDigitsValid || first.page.boxes.length < MIN_BOXES) return first
  const second = await findMrz(models, await openPage(models, image, LONGER_SIDE), today)
  return second.mrz && (second.mrz.allDigitsValid || !first.mrz) ? second : first
}

/** The boxes most likely to hold values: larger print before smaller, no single letters, no lines of small print. */
function printedBoxes({ boxes, lines }: Page, rows: MrzRows): RotatedBox[] {
  return boxes
    .filter((box) => !lines.has(box) && !isOnRows(rows, box))
    .filter((box) => box.width > 2 * box.height && box.width < 20 * box.height)
    .sort((a, b) => b.height - a.height)
    .slice(0, MAX_PRINTED_LINES)
}

/** Mean confidence of the fields, halved when a check digit fails. */
function confidenceOf(mrz: MrzReading | undefined, fields: DocumentFields): number {
  const found = Object.values(fields)
  if (mrz === undefined || found.length === 0) return 0
  const mean = found.reduce((sum, { confidence }) => sum + confidence, 0) / found.length
  return mrz.allDigitsValid ? mean : mean / 2
}
