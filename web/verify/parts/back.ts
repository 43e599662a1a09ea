/** The way back: the arrow in the header and the browser's own Back do the same. */
import { createContext, useContext, useEffect, useRef, useState } from 'react'

export type GoBack = () => void

/** Takes what the screen of the moment wants Back to do. */
export const BackContext = createContext<(back: { readonly go: GoBack } | undefined) => void>(() => undefined)

/** What Back does on this screen; undefined when there is nothing to go back to. */
export function useBack(go: GoBack | undefined): void {
  const offer = useContext(BackContext)
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  const isOffered = go !== undefined
  useEffect(() => {
    if (!isOffered) return
    offer({ go: () => latest.current?.() })
    return () => offer(undefined)
  }, [isOffered, offer])
}

/**
 * Keeps the browser's Back inside the flow while `active`: it goes one screen back, or asks whether to leave. While it
 * asks, Back leaves. Answers how to stay.
 */
export function useBrowserBack(
  active: boolean,
  go: GoBack | undefined,
): { readonly isAsking: boolean; readonly stay: () => void } {
  const [isAsking, setAsking] = useState(false)
  useEffect(() => {
    if (!active || isAsking) return
    if (!isGuarded()) history.pushState({ guard: true }, '')
    const pop = () => {
      if (!go) return setAsking(true)
      history.pushState({ guard: true }, '')
      go()
    }
    addEventListener('popstate', pop)
    return () => removeEventListener('popstate', pop)
  }, [active, isAsking, go])
  return { isAsking: active && isAsking, stay: () => setAsking(false) }
}

function isGuarded(): boolean {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null && 'guard' in state
}
