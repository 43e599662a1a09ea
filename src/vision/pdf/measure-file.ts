/** Tells what a file is that an applicant sent as a document, and makes pictures of its pages for a reviewer. */
import { decodeImage, sharpOf } from '../image.ts'
import type { PdfMetadata } from './pdf-news.ts'
import { type PdfBounds, type PdfPage, type PdfReading, readPdf } from './read-pdf.ts'

/** Files above this size are not opened; the same bound as for pictures. */
export const MAX_FILE_BYTES = 15 * 1024 * 1024
/** A document with more pages is not opened page by page: nobody asks for one, and each page costs about 10 ms. */
export const MAX_PAGES = 200
/** Pages that a reviewer gets pictures of. */
export const MAX_PAGE_PICTURES = 10
/** Longest side of a page's picture in pixels: an A4 page then has 137 dots to the inch, and 8-point print reads. */
export const PAGE_SIDE_PX = 1600

const BOUNDS: PdfBounds = {
  timeoutMs: 5000,
  maxMemoryBytes: 256 * 1024 * 1024,
  maxPages: MAX_PAGES,
  maxPictures: MAX_PAGE_PICTURES,
  longestSidePx: PAGE_SIDE_PX,
}

const JPEG_QUALITY = 82

/** What a file is; nothing here says whether it is accepted. */
export interface FileFacts {
  readonly format: 'pdf' | 'image'
  /** 0 when the file could not be opened. */
  readonly pageCount: number
  /** It asks for a password. */
  readonly isEncrypted: boolean
  /** It, or one of its pages, could not be opened. */
  readonly isDamaged: boolean
  /** It has more than 200 pages; none was looked at. */
  readonly isTooLong: boolean
  /** It is above 15 MiB, or wanted more time or memory than it may have; what is told may be a part of it. */
  readonly isTooCostly: boolean
  /** It carries scripts; none was run. */
  readonly hasScripts: boolean
  /** Absent for pictures and when the document says nothing; dates are ISO 8601 where they could be understood. */
  readonly metadata?: PdfMetadata | undefined
  /** Of the pages that could be opened, in their order, as pictures with a longest side of 1600 pixels (images: at most). */
  readonly pages: ReadonlyArray<{ readonly widthPx: number; readonly heightPx: number }>
}

export interface MeasuredFile {
  readonly facts: FileFacts
  /** JPEG of the first pages, at most ten, in their order. */
  readonly pictures: readonly Uint8Array[]
}

/** Measures the bytes of a PDF or a picture; never throws for what they are. `bounds` is for tests. */
export async function measureFile(bytes: Uint8Array, bounds: PdfBounds = BOUNDS): Promise<MeasuredFile> {
  const format = isPdf(bytes) ? 'pdf' : 'image'
  if (bytes.length > MAX_FILE_BYTES) return { facts: toFacts(format, { isTooCostly: true }), pictures: [] }
  return format === 'pdf' ? measurePdf(bytes, bounds) : measurePicture(bytes)
}

/** Readers accept the header anywhere in the first 1024 bytes (ISO 32000-1, Annex H, note 13). */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')
}

async function measurePdf(bytes: Uint8Array, bounds: PdfBounds): Promise<MeasuredFile> {
  const reading = await readPdf(bytes, bounds)
  const pictures: Uint8Array[] = []
  for (const page of reading.pages) if (page.picture) pictures.push(await drawPage(page, page.picture))
  return { facts: toPdfFacts(reading, bounds.maxPages), pictures }
}

async function measurePicture(bytes: Uint8Array): Promise<MeasuredFile> {
  try {
    const image = await decodeImage(bytes, PAGE_SIDE_PX)
    const picture = await sharpOf(image).jpeg({ quality: JPEG_QUALITY }).toBuffer()
    const pages = [{ widthPx: image.width, heightPx: image.height }]
    return { facts: toFacts('image', { pageCount: 1, pages }), pictures: [new Uint8Array(picture)] }
  } catch {
    return { facts: toFacts('image', { isDamaged: true }), pictures: [] }
  }
}

async function drawPage({ width, height }: PdfPage, data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await sharpOf({ data, width, height }).jpeg({ quality: JPEG_QUALITY }).toBuffer())
}

function toPdfFacts(reading: PdfReading, maxPages: number): FileFacts {
  const { pageCount, isEncrypted, isDamaged, isTooCostly, hasScripts, metadata } = reading
  return toFacts('pdf', {
    pageCount,
    isEncrypted,
    isDamaged,
    isTooLong: pageCount > maxPages,
    isTooCostly,
    hasScripts,
    ...(Object.keys(metadata).length > 0 && { metadata: withReadableDates(metadata) }),
    pages: reading.pages.map(({ width, height }) => ({ widthPx: width, heightPx: height })),
  })
}

function toFacts(format: FileFacts['format'], known: Partial<FileFacts>): FileFacts {
  return {
    format,
    pageCount: 0,
    isEncrypted: false,
    isDamaged: false,
    isTooLong: false,
    isTooCostly: false,
    hasScripts: false,
    pages: [],
    ...known,
  }
}

function withReadableDates(metadata: PdfMetadata): PdfMetadata {
  const { creationDate, modDate } = metadata
  return {
    ...metadata,
    ...(creationDate !== undefined && { creationDate: toIsoDate(creationDate) }),
    ...(modDate !== undefined && { modDate: toIsoDate(modDate) }),
  }
}

const PDF_DATE = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/

/** `D:20240131120000+01'00'` as `2024-01-31T12:00:00+01:00` (ISO 32000-1 §7.9.4); other text as it is. */
function toIsoDate(text: string): string {
  const [
    match,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    sign,
    hours,
    minutes = '00',
  ] = PDF_DATE.exec(text) ?? []
  if (match === undefined) return text
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`
}
