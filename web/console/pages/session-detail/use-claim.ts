/** Holds the session for this reviewer while the page is open, and knows when somebody else holds it. */
import { useEffect, useState } from 'react'
import { type Claim, claim, claimPath, release } from '../../data/session-detail.ts'
import { toastError } from '../../kit/toast.tsx'

/** A claim lasts two minutes; this notices within half of one that somebody took over. */
const RENEW_MS = 30_000

/** Whose the session is; nothing while `isWanted` is false. */
export function useClaim(
  id: string,
  isWanted: boolean,
): { readonly held: Claim | undefined; takeOver(): Promise<void> } {
  const [held, setHeld] = useState<Claim>()
  useEffect(() => {
    if (!isWanted) return setHeld(undefined)
    // When the sign-in ends, nobody knows any more whose organization this was, and the page still has to be left.
    const path = claimPath(id)
    let isOver = false
    const renew = async () => {
      try {
        const answer = await claim(path)
        if (!isOver) setHeld(answer)
      } catch {
        // The next renewal tries again, and a decision says what is wrong.
      }
    }
    void renew()
    const timer = setInterval(() => void renew(), RENEW_MS)
    const leave = () => release(path)
    window.addEventListener('pagehide', leave)
    return () => {
      isOver = true
      clearInterval(timer)
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [id, isWanted])
  const takeOver = async () => {
    try {
      setHeld(await claim(claimPath(id), true))
    } catch (error) {
      toastError('The session was not taken over', error)
    }
  }
  return { held, takeOver }
}
