/** Time for tests of the client: waits are written down instead of waited. */
import type { Timing } from '../../client/timing.ts'

export interface RecordedTiming extends Timing {
  /** Milliseconds of every wait so far. */
  readonly waits: readonly number[]
}

/** Chance is always `random`; `pass` is told of each wait. */
export function recordedTiming(random = 0, pass: (ms: number) => void = () => undefined): RecordedTiming {
  const waits: number[] = []
  return {
    waits,
    nowMs: () => Date.UTC(2026, 10, 24, 12, 0, 0),
    random: () => random,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      waits.push(ms)
      pass(ms)
    },
  }
}
