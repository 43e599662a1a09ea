/** Holds what is being typed into a field whose value stands in the address. */
import { useEffect, useRef, useState } from 'react'

interface Draft {
  /** What the field shows. */
  readonly text: string
  readonly type: (text: string) => void
  /** Hands the text on, unless it was the last one that was handed on. */
  readonly push: (text: string) => void
  /** The same when the field is left, which shows what the address says from then on. */
  readonly leave: (text: string) => void
}

/**
 * `value` is what the address says. A text that was pushed comes back from there a moment later, when more may have been
 * typed: only a value that was not pushed here, such as that of the back button, takes the draft's place.
 */
export function useDraft(value: string, onPush: (text: string) => void): Draft {
  const [draft, setDraft] = useState<string>()
  const awaited = useRef<readonly string[]>([])
  useEffect(() => {
    const place = awaited.current.lastIndexOf(value)
    if (place === -1) setDraft(undefined)
    awaited.current = place === -1 ? [] : awaited.current.slice(place + 1)
  }, [value])
  const push = (text: string) => {
    if (text === (awaited.current.at(-1) ?? value)) return
    awaited.current = [...awaited.current, text]
    onPush(text)
  }
  const leave = (text: string) => {
    push(text)
    awaited.current = []
    setDraft(undefined)
  }
  return { text: draft ?? value, type: setDraft, push, leave }
}
