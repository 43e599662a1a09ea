/** Knows when the page is being printed, so that what only paper needs is there in time. */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Whether the browser is about to print; it takes the picture as soon as the listeners return. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}
