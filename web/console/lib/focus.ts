/** Keeps the keyboard's place: a page that opens has the focus on its heading, and whatever closes gives it back. */
import { useDocumentTitle } from '@mantine/hooks'
import { type RefObject, useEffect, useRef } from 'react'

/** What lies over the page for a while. */
const LAYERS = '[role="dialog"], [role="menu"], [role="listbox"]'
const FIELDS = 'input, textarea, select'
const MAX_TRIES = 20
const PAUSE_MS = 50

let isTurning = false
/** What has the focus, and what had it last outside of any layer. */
let current: HTMLElement | undefined
let place: HTMLElement | undefined

/** Says that another page comes: its heading takes the focus, so that the change is noticed without eyes. */
export function turnPage(): void {
  isTurning = true
}

/** Names the tab and, when the page was just turned, focuses the heading that gets the answer and `tabIndex={-1}`. */
export function useHeading(title: string): RefObject<HTMLHeadingElement | null> {
  useDocumentTitle(`${title} – OpenIDV`)
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one page may follow another under the same component
  useEffect(() => {
    if (!isTurning) return
    isTurning = false
    // A page may begin in a field of its own.
    if (!document.activeElement?.matches(`main :is(${FIELDS})`)) heading.current?.focus({ preventScroll: true })
  }, [title])
  return heading
}

/** From now on the focus falls to nothing no more when what has it is removed, such as a dialog or a row. */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    current = target
    if (!target.closest(LAYERS)) place = target
  })
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget === null && target instanceof HTMLElement) queueMicrotask(() => forget(target))
  })
  new MutationObserver(giveBack).observe(document.body, { childList: true, subtree: true })
}

/** A click beside everything takes the focus away on purpose. */
function forget(left: HTMLElement): void {
  if (left === current && left.isConnected && !hasFocus()) current = undefined
}

function giveBack(): void {
  if (current === undefined || current.isConnected || hasFocus()) return
  current = undefined
  focusSoon([...document.querySelectorAll<HTMLElement>('[role="dialog"]')].at(-1) ?? place)
}

/** A button that waits for an answer is disabled, and takes the focus a moment later; what is gone leaves it to the page. */
function focusSoon(next: HTMLElement | undefined, tries = MAX_TRIES): void {
  if (hasFocus()) return
  next?.focus({ preventScroll: true })
  if (hasFocus()) return
  if (next?.isConnected && tries > 0) setTimeout(() => focusSoon(next, tries - 1), PAUSE_MS)
  else document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
}

function hasFocus(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body
}
