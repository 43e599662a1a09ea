/** Where the sign-in leads back to. */
import { basepath } from './environment.ts'
import { toSafePath } from './safe-path.ts'

/** Loads the page anew at `next`, so that nothing of an earlier sign-in stays in memory. */
export function goToNext(next: string | undefined, fallback = '/'): void {
  const path = toSafePath(next ?? fallback, window.location.origin)
  window.location.replace(basepath === '/' ? path : `${basepath}${path}`)
}
