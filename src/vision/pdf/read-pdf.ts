/** Reads a PDF that a stranger sent: in a thread of its own, which is ended when the document costs too much. */
import { Worker } from 'node:worker_threads'
import { PDFIUM_FILE, readPinnedFile } from '../models.ts'
import type { PdfJob, PdfMetadata, PdfNews } from './pdf-news.ts'

export interface PdfBounds {
  readonly timeoutMs: number
  readonly maxMemoryBytes: number
  readonly maxPages: number
  readonly maxPictures: number
  readonly longestSidePx: number
}

export interface PdfPage {
  readonly width: number
  readonly height: number
  /** RGB, 3 bytes a pixel, row by row from the top left; absent beyond the first `maxPictures` pages. */
  readonly picture: Uint8Array | undefined
}

export interface PdfReading {
  readonly pageCount: number
  readonly metadata: PdfMetadata
  /** Whether the document carries scripts; none is ever run. */
  readonly hasScripts: boolean
  /** It asks for a password. */
  readonly isEncrypted: boolean
  /** It, or one of its pages, cannot be opened. */
  readonly isDamaged: boolean
  /** It wanted more time or memory than it may have; the pages are those that were ready. */
  readonly isTooCostly: boolean
  /** In their order; none when there are more than `maxPages`. */
  readonly pages: readonly PdfPage[]
}

let compiled: Promise<WebAssembly.Module> | undefined

/** Reads a PDF within the bounds. Never throws for what the document is: that is in the answer. */
export async function readPdf(bytes: Uint8Array, bounds: PdfBounds): Promise<PdfReading> {
  compiled ??= readPinnedFile(PDFIUM_FILE).then((file) => WebAssembly.compile(new Uint8Array(file)))
  const { timeoutMs, ...limits } = bounds
  const job: PdfJob = { program: await compiled, bytes, ...limits }
  const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 96, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
  })
  try {
    return await listen(thread, timeoutMs)
  } finally {
    await thread.terminate()
  }
}

function listen(thread: Worker, timeoutMs: number): Promise<PdfReading> {
  let reading: PdfReading = {
    pageCount: 0,
    metadata: {},
    hasScripts: false,
    isEncrypted: false,
    isDamaged: false,
    isTooCostly: false,
    pages: [],
  }
  return new Promise((resolve) => {
    const end = (change: Partial<PdfReading>) => {
      clearTimeout(timer)
      resolve({ ...reading, ...change })
    }
    const timer = setTimeout(() => end({ isTooCostly: true }), timeoutMs)
    // A thread that dies was brought down by the document: by its depth, or by what it wanted of memory.
    thread.once('error', () => end({ isTooCostly: true }))
    thread.once('exit', () => end({ isDamaged: true }))
    thread.on('message', (message: PdfNews) => {
      switch (message.news) {
        case 'opened':
          reading = {
            ...reading,
            pageCount: message.pageCount,
            metadata: message.metadata,
            hasScripts: message.hasScripts,
          }
          return
        case 'page':
          reading = { ...reading, pages: [...reading.pages, message] }
          return
        case 'page_damaged':
          reading = { ...reading, isDamaged: true }
          return
        case 'encrypted':
          return end({ isEncrypted: true })
        case 'damaged':
          return end({ isDamaged: true })
        case 'too_costly':
          return end({ isTooCostly: true })
        case 'done':
          return end({ isDamaged: reading.isDamaged || (reading.pageCount === 0 && !reading.isEncrypted) })
        default:
          return message satisfies never
      }
    })
  })
}
