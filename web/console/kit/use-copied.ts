/** Copies, remembers for two seconds that it did, for the tick on a button, and says when the browser refused. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { copyText } from '../lib/copy-text.ts'
import { toastError } from './toast.tsx'

const TICK_MS = 2_000

/** `copy` answers whether it worked; `instead` tells whoever was refused what else they can do. */
export function useCopied(): {
  readonly copied: boolean
  copy(text: string, instead?: string): Promise<boolean>
} {
  const [copied, setCopied] = useState(false)
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const copy = useCallback(async (text: string, instead = 'Select it and copy it by hand.') => {
    const worked = await copyText(text)
    window.clearTimeout(timer.current)
    setCopied(worked)
    if (worked) timer.current = window.setTimeout(() => setCopied(false), TICK_MS)
    else toastError('The browser did not let us copy', instead)
    return worked
  }, [])
  return { copied, copy }
}
