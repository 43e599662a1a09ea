/** Remembers the photos sent from this page, so that the review can show them; the server never gives them back. */
import { useState } from 'react'

/** Object URLs by slot, and the way to remember one more. */
export interface Previews {
  readonly urls: Readonly<Record<string, string>>
  readonly remember: (slot: string, photo: Blob) => void
}

/** Kept in memory only; a reload forgets them. */
export function usePreviews(): Previews {
  const [urls, setUrls] = useState<Readonly<Record<string, string>>>({})
  const remember = (slot: string, photo: Blob) => {
    const url = URL.createObjectURL(photo)
    setUrls((known) => {
      const earlier = known[slot]
      if (earlier) URL.revokeObjectURL(earlier)
      return { ...known, [slot]: url }
    })
  }
  return { urls, remember }
}
