/** Hears `g` and a letter from the console's first script on: what is typed before the shell is drawn waits for it. */

/** How long after `g` the letter counts. */
const SECOND_KEY_MS = 1_200
/** How long a letter waits for the shell; later it would surprise. */
const MAX_WAIT_MS = 15_000

/** Opens the page of a letter; answers false when there is none. */
type OpenPage = (letter: string) => boolean

let startedAtMs = 0
let waiting: { readonly letter: string; readonly typedAtMs: number } | undefined
let openPage: OpenPage | undefined

/** Call once, before anything is drawn. Any other key or a click takes a waiting letter back. */
export function listenForPageKeys(): void {
  window.addEventListener('keydown', hear, { capture: true })
  window.addEventListener('pointerdown', forget, { capture: true })
}

/** From now on `open` is asked, at once for a letter that waits; answers how to end that. */
export function takePageKeys(open: OpenPage): () => void {
  openPage = open
  const early = waiting
  waiting = undefined
  if (early && performance.now() - early.typedAtMs < MAX_WAIT_MS) open(early.letter)
  return () => {
    if (openPage === open) openPage = undefined
  }
}

/** Whether a key is not for us: Ctrl and the like, somebody types, or a dialog is open. */
export function isForOthers({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true
  if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select')))
    return true
  return document.querySelector('[role="dialog"]') !== null
}

function hear(event: KeyboardEvent): void {
  const isSecond = startedAtMs > 0 && event.timeStamp - startedAtMs < SECOND_KEY_MS
  if (event.repeat) return
  forget()
  if (isForOthers(event)) return
  if (event.key === 'g') {
    startedAtMs = event.timeStamp
    return
  }
  if (!isSecond) return
  if (!openPage) {
    waiting = { letter: event.key, typedAtMs: event.timeStamp }
    return
  }
  if (!openPage(event.key)) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

function forget(): void {
  startedAtMs = 0
  waiting = undefined
}
