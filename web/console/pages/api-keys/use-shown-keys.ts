/** Holds plain keys for as long as they may be seen: a minute, in memory, and never past the page. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'

/** How long a key is shown. */
export const SHOWN_MS = 60_000

/** A key that is in view. */
export interface ShownKey {
  readonly key: string
  /** When it is wiped; milliseconds since the epoch. */
  readonly hidesAtMs: number
}

export interface ShownKeys {
  readonly byId: ReadonlyMap<string, ShownKey>
  show(id: string, key: string): void
  hide(id: string): void
}

/** The keys in view; all are wiped when the page is left, also when the browser keeps it for its Back button. */
export function useShownKeys(): ShownKeys {
  const [byId, setById] = useState<ReadonlyMap<string, ShownKey>>(new Map())
  const timers = useRef(new Map<string, number>())

  const hide = useCallback((id: string) => {
    window.clearTimeout(timers.current.get(id))
    timers.current.delete(id)
    setById((shown) => new Map([...shown].filter(([other]) => other !== id)))
  }, [])

  const show = useCallback(
    (id: string, key: string) => {
      window.clearTimeout(timers.current.get(id))
      timers.current.set(
        id,
        window.setTimeout(() => hide(id), SHOWN_MS),
      )
      setById((shown) => new Map([...shown, [id, { key, hidesAtMs: Date.now() + SHOWN_MS }]]))
    },
    [hide],
  )

  useEffect(() => {
    const running = timers.current
    const wipe = () => {
      for (const timer of running.values()) window.clearTimeout(timer)
      running.clear()
      setById(new Map())
    }
    window.addEventListener('pagehide', wipe)
    return () => {
      window.removeEventListener('pagehide', wipe)
      wipe()
    }
  }, [])

  return useMemo(() => ({ byId, show, hide }), [byId, show, hide])
}

/** Hands the keys in view to the cells of the list. */
export const ShownKeysContext = createContext<ShownKeys | undefined>(undefined)

/** The keys in view; only inside the list. */
export function useShownKey(id: string): ShownKeys & { readonly shown: ShownKey | undefined } {
  const shownKeys = useContext(ShownKeysContext)
  if (!shownKeys) throw new Error('useShownKey is for cells of the list of keys')
  return { ...shownKeys, shown: shownKeys.byId.get(id) }
}
