/** Copies and remembers for two seconds that it did, for the tick on a button. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { copyText } from '../lib/copy-text.ts'

const TICK_MS = 2_000

/** `copy` answers whether it worked. */
export function useCopied(): { readonly copied: boolean; copy(text: string): Promise<boolean> } {
  const [copied, setCopied] = useState(false)
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const copy = useCallback(async (text: string) => {
    const worked = await copyText(text)
    window.clearTimeout(timer.current)
    setCopied(worked)
    if (worked) timer.current = window.setTimeout(() => setCopied(false), TICK_MS)
    return worked
  }, [])
  return { copied, copy }
}
