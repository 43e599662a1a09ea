/** Time and chance as the client uses them, so that tests can bring their own. */

export interface Timing {
  /** Milliseconds since 1970. */
  nowMs(): number
  /** Resolves after `ms`; rejects with the signal's reason when that is aborted before. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** 0 to 1, never 1 itself. */
  random(): number
}

/** The clock and the chance of this machine. */
export const systemTiming: Timing = {
  nowMs: () => Date.now(),
  sleep,
  random: () => Math.random(),
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
