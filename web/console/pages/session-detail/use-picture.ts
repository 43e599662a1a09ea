/** Fetches a picture of evidence and gives it an address inside this page. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { pictureQuery } from '../../data/session-detail.ts'

/** The address, once the bytes are here; freed when nobody shows it any more. */
export function usePicture(id: string): { readonly url: string | undefined; readonly error: unknown; retry(): void } {
  const { data, error, refetch } = useQuery(pictureQuery(id))
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!data) return setUrl(undefined)
    const made = URL.createObjectURL(data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [data])
  return { url, error, retry: () => void refetch() }
}
