/** Lets a call wait for its check to end, woken by the database's notification. */
import type { CheckId } from '../../lib/ids.ts'

/** The channel that tells that a check ended; its payload is the check's id. */
export const CHECK_FINISHED_CHANNEL = 'check_finished'

export interface FinishedChecks {
  /** Resolves when the check ends or `timeoutMs` is over, whichever is first; the caller then reads the check. */
  wait(id: CheckId, timeoutMs: number): Promise<void>
  /** Wakes whoever waits for the check. */
  announce(id: string): void
  /** Wakes everybody, to look for themselves: after a lost connection nobody knows what was missed. */
  announceAll(): void
}

/** A waiting room; one for each process. */
export function createFinishedChecks(): FinishedChecks {
  const waiting = new Map<string, () => void>()
  return {
    wait: (id, timeoutMs) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(id)
          resolve()
        }
        // A server that has cut its callers off ends, whatever somebody waits for.
        const timer = setTimeout(done, timeoutMs).unref()
        waiting.set(id, done)
      }),
    announce: (id) => waiting.get(id)?.(),
    announceAll: () => {
      for (const wake of [...waiting.values()]) wake()
    },
  }
}
