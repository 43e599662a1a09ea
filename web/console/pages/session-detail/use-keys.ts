/** Single keys of a page: by the character that was typed, so that they are the same on every keyboard. */
import { useEffect, useEffectEvent } from 'react'
import { useSingleKeys } from '../../lib/single-keys.ts'

/** Keys that go on while they are held: moving and zooming. Any other acts once. */
const GOES_ON = /^(Arrow.*|[+=-])$/

/** What each key does; keys are compared without case. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** Keys count for nothing with Ctrl, Alt or ⌘, while somebody types, a dialog or menu is open, or they are switched off. */
export function useKeys(keys: Keys): void {
  const [isOn] = useSingleKeys()
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!isOn || (event.repeat && !GOES_ON.test(event.key))) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event.target)) return
    if (document.querySelector('[role="dialog"], [role="menu"]')) return
    const act = keys[event.key.toLowerCase()]
    // A letter that opens a dialog must not be typed into its first field; arrows may still scroll.
    if (act && !event.key.startsWith('Arrow')) event.preventDefault()
    act?.(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Fields and sliders need the keys themselves. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.matches('input, textarea, select, [role="slider"], [contenteditable="true"]')
  )
}
