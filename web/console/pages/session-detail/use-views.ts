/** Keeps the views of several pictures, alone or turned and zoomed together. */
import { useCallback, useState } from 'react'
import { FIRST_VIEW, type View } from './views.ts'

/** The views and the ways to change them. */
export interface Views {
  readonly isSynced: boolean
  readonly setSynced: (isSynced: boolean) => void
  viewOf(slot: string): View
  /** Changes one picture's view, or all of them while they are synced. */
  readonly change: (slot: string, step: (view: View) => View) => void
  readonly reset: () => void
}

/** `slots` names the pictures. */
export function useViews(slots: readonly string[]): Views {
  const [views, setViews] = useState<Readonly<Record<string, View>>>({})
  const [isSynced, setSynced] = useState(false)
  const names = slots.join(' ')
  const change = useCallback(
    (slot: string, step: (view: View) => View) => {
      const changed = isSynced ? names.split(' ') : [slot]
      setViews((old) => ({
        ...old,
        ...Object.fromEntries(changed.map((name) => [name, step(old[name] ?? FIRST_VIEW)])),
      }))
    },
    [isSynced, names],
  )
  const reset = useCallback(() => setViews({}), [])
  return { isSynced, setSynced, viewOf: (slot) => views[slot] ?? FIRST_VIEW, change, reset }
}
