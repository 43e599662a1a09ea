/** Knows whether somebody is there: pages that ask by themselves must not keep a sign-in awake. */

const AWAY_MS = 60_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

let seenAtMs = performance.now()

/** Notes each sign of a person; called once, with the window. */
export function watchAttendance(target: EventTarget): void {
  const note = () => {
    seenAtMs = performance.now()
  }
  for (const sign of SIGNS) target.addEventListener(sign, note, { capture: true, passive: true })
}

/** Whether nobody has touched this page for a minute. */
export function isUnattended(): boolean {
  return performance.now() - seenAtMs > AWAY_MS
}
