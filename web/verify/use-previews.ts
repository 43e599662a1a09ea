/** Remembers the files sent from this page, so that lists can show them; the server never gives them back. */
import { useState } from 'react'
import { isPdf } from './photo-types.ts'

/** A file as a list shows it. */
export interface Preview {
  /** Object URL of a photo; a PDF has none. */
  readonly url?: string
  readonly name: string
  readonly sizeBytes: number
}

/** By slot, and the way to remember one more. */
export interface Previews {
  readonly files: Readonly<Record<string, Preview>>
  readonly remember: (slot: string, file: File) => void
}

/** Kept in memory only; a reload forgets them. */
export function usePreviews(): Previews {
  const [files, setFiles] = useState<Readonly<Record<string, Preview>>>({})
  const remember = (slot: string, file: File) => {
    const preview = { name: file.name, sizeBytes: file.size, ...(!isPdf(file) && { url: URL.createObjectURL(file) }) }
    setFiles((known) => {
      const earlier = known[slot]?.url
      if (earlier) URL.revokeObjectURL(earlier)
      return { ...known, [slot]: preview }
    })
  }
  return { files, remember }
}
