/** What the check of uploaded documents measures: whether each file can be opened, and what it says of itself. */

export interface DocumentFileFacts {
  readonly format: 'pdf' | 'image'
  /** 0 when no page could be opened; 1 for an image. */
  readonly pageCount: number
  /** Whether it opens only with a password. */
  readonly isEncrypted: boolean
  readonly isDamaged: boolean
  /** Whether it has more pages than are looked at. */
  readonly isTooLong: boolean
  /** In their order, as they are shown. */
  readonly pages: ReadonlyArray<{ readonly widthPx: number; readonly heightPx: number }>
  /** As the file has it; anybody can write anything there. */
  readonly metadata?: DocumentMetadata | undefined
}

export interface DocumentMetadata {
  readonly creator?: string | undefined
  readonly producer?: string | undefined
  readonly author?: string | undefined
  readonly title?: string | undefined
  readonly creationDate?: string | undefined
  readonly modDate?: string | undefined
}

export interface DocumentFilesFacts {
  /** By slot; without the optional ones that were not given. */
  readonly files: Readonly<Record<string, DocumentFileFacts>>
}
