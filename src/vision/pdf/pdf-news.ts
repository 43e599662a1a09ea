/** What the thread of a PDF is given, and what it tells. */

export interface PdfJob {
  /** PDFium, compiled. */
  readonly program: WebAssembly.Module
  readonly bytes: Uint8Array
  readonly maxMemoryBytes: number
  /** Of a document with more pages no page is opened. */
  readonly maxPages: number
  /** Pages that are drawn, from the first. */
  readonly maxPictures: number
  /** Pages are measured and drawn with their longest side at this many pixels. */
  readonly longestSidePx: number
}

/** What the document says of its making; each at most 300 characters, dates as the document writes them. */
export interface PdfMetadata {
  readonly creator?: string
  readonly producer?: string
  readonly author?: string
  readonly title?: string
  readonly creationDate?: string
  readonly modDate?: string
}

export type PdfNews =
  | {
      readonly news: 'opened'
      readonly pageCount: number
      readonly hasScripts: boolean
      readonly metadata: PdfMetadata
    }
  /** `picture`: RGB, 3 bytes a pixel, row by row; absent for the later pages. */
  | { readonly news: 'page'; readonly width: number; readonly height: number; readonly picture: Uint8Array | undefined }
  /** `done` ends the road, and so do the three others that are not about a page. */
  | { readonly news: 'page_damaged' | 'encrypted' | 'damaged' | 'too_costly' | 'done' }
