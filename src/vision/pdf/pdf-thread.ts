/** The inside of the thread that opens one PDF: tells what it is, then its pages one by one, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import type { PdfJob, PdfMetadata, PdfNews } from './pdf-news.ts'
import { openPdfium, PASSWORD_ERROR, type Pdfium, SECURITY_ERROR } from './pdfium.ts'

const port = parentPort
if (!port) throw new Error('pdf-thread.ts runs in a worker thread only')

const { program, bytes, maxMemoryBytes, maxPages, maxPictures, longestSidePx } = workerData as PdfJob

/** `FPDFBitmap_BGRx`: four bytes a pixel, the last unused. */
const BGRX = 3
const BYTES_PER_PIXEL = 4
/** `FPDF_ANNOT`: stamps and filled forms are shown as they would be printed. */
const WITH_ANNOTATIONS = 1
const WHITE = 0xffffffff

const META_TAGS = {
  creator: 'Creator',
  producer: 'Producer',
  author: 'Author',
  title: 'Title',
  creationDate: 'CreationDate',
  modDate: 'ModDate',
} as const satisfies Record<keyof PdfMetadata, string>

/** Longer values are cut: nobody reads them, and a document may hold megabytes. */
const MAX_META_CHARACTERS = 300

const pdfium = await openPdfium(program, maxMemoryBytes)
try {
  readDocument(pdfium)
} catch {
  tell({ news: pdfium.isOutOfMemory() ? 'too_costly' : 'damaged' })
}

function readDocument(pdf: Pdfium): void {
  const document = pdf._FPDF_LoadMemDocument(store(pdf, bytes), bytes.length, 0)
  if (document === 0) {
    tell({ news: whyClosed(pdf) })
    return
  }
  const pageCount = pdf._FPDF_GetPageCount(document)
  const hasScripts = pdf._FPDFDoc_GetJavaScriptActionCount(document) > 0
  tell({ news: 'opened', pageCount, hasScripts, metadata: readMetadata(pdf, document) })
  for (let index = 0; index < pageCount && pageCount <= maxPages; index++) readPage(pdf, document, index)
  tell({ news: 'done' })
}

function whyClosed(pdf: Pdfium): 'encrypted' | 'damaged' | 'too_costly' {
  if (pdf.isOutOfMemory()) return 'too_costly'
  const error = pdf._FPDF_GetLastError()
  return error === PASSWORD_ERROR || error === SECURITY_ERROR ? 'encrypted' : 'damaged'
}

function readMetadata(pdf: Pdfium, document: number): PdfMetadata {
  const read = Object.entries(META_TAGS).flatMap(([name, tag]) => {
    const text = readMetaText(pdf, document, tag)
    return text === '' ? [] : [[name, text]]
  })
  return Object.fromEntries(read) as PdfMetadata
}

function readMetaText(pdf: Pdfium, document: number, tag: string): string {
  const tagAt = store(pdf, new TextEncoder().encode(`${tag}\0`))
  const sizeBytes = pdf._FPDF_GetMetaText(document, tagAt, 0, 0)
  const at = pdf.wasmExports.malloc(Math.max(sizeBytes, 2))
  pdf._FPDF_GetMetaText(document, tagAt, at, sizeBytes)
  const text = new TextDecoder('utf-16le').decode(pdf.HEAPU8.slice(at, at + Math.max(sizeBytes - 2, 0)))
  pdf.wasmExports.free(at)
  pdf.wasmExports.free(tagAt)
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MAX_META_CHARACTERS)
}

/** Tells a page's size and, of the first ones, its picture. */
function readPage(pdf: Pdfium, document: number, index: number): void {
  const page = pdf._FPDF_LoadPage(document, index)
  if (page === 0) {
    tell({ news: 'page_damaged' })
    return
  }
  const [across, down] = [pdf._FPDF_GetPageWidth(page), pdf._FPDF_GetPageHeight(page)]
  const scale = longestSidePx / Math.max(across, down, 1)
  const size = { width: Math.max(1, Math.round(across * scale)), height: Math.max(1, Math.round(down * scale)) }
  const picture = index < maxPictures ? renderPage(pdf, page, size) : undefined
  pdf._FPDF_ClosePage(page)
  tell({ news: 'page', ...size, picture }, picture ? [picture.buffer as ArrayBuffer] : [])
}

/** RGB of a page on white. */
function renderPage(pdf: Pdfium, page: number, { width, height }: { width: number; height: number }): Uint8Array {
  const stride = width * BYTES_PER_PIXEL
  const at = pdf.wasmExports.malloc(stride * height)
  if (at === 0) throw new Error('No memory for a page')
  const bitmap = pdf._FPDFBitmap_CreateEx(width, height, BGRX, at, stride)
  pdf._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  pdf._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS)
  const rgb = toRgb(pdf.HEAPU8.subarray(at, at + stride * height))
  pdf._FPDFBitmap_Destroy(bitmap)
  pdf.wasmExports.free(at)
  return rgb
}

function toRgb(bgrx: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((bgrx.length / BYTES_PER_PIXEL) * 3)
  for (let from = 0, to = 0; from < bgrx.length; from += BYTES_PER_PIXEL, to += 3) {
    rgb[to] = bgrx[from + 2] ?? 0
    rgb[to + 1] = bgrx[from + 1] ?? 0
    rgb[to + 2] = bgrx[from] ?? 0
  }
  return rgb
}

/** Copies bytes into PDFium's memory; throws when there is no room. */
function store(pdf: Pdfium, data: Uint8Array): number {
  const at = pdf.wasmExports.malloc(data.length)
  if (at === 0) throw new Error('No memory for the document')
  pdf.HEAPU8.set(data, at)
  return at
}

function tell(news: PdfNews, moved: ArrayBuffer[] = []): void {
  port?.postMessage(news, moved)
}
