/** Says how long each query of a call may take, where that is not the usual time. */
import { AsyncLocalStorage } from 'node:async_hooks'

const deadlines = new AsyncLocalStorage<number>()

/**
 * Does some work whose queries may take `deadlineMs` each; a transaction keeps the deadline that it began with. For work
 * that nobody waits for, such as jobs, of which one statement may touch many rows.
 */
export function withQueryDeadline<T>(deadlineMs: number, work: () => T): T {
  return deadlines.run(deadlineMs, work)
}

/** Milliseconds; undefined where nobody said otherwise. */
export function currentQueryDeadline(): number | undefined {
  return deadlines.getStore()
}
