/** Ends a server within its time: requests first, then checks, and whatever does not end is cut off. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../http/app-type.ts'
import type { JobWorker } from '../worker/runner.ts'
import type { VisionPool } from '../worker/vision-pool.ts'

/** Of the time to stop, for requests, which may wait for checks; the rest is for checks that nobody waits for. */
const SHARE_OF_REQUESTS = 0.6
/** Kept for what must be written at the end. */
const SHARE_OF_END = 0.15
const LOOK_EVERY_MS = 50

/** The time to stop, running from the moment that it is made. */
export class StopTime {
  readonly #totalMs: number
  readonly #beganAtMs = performance.now()

  constructor(totalMs: number) {
    this.#totalMs = totalMs
  }

  /** How much of it is left, in ms, until only a share of it is. */
  leftUntil(share: number): number {
    return Math.max(0, this.#totalMs * (1 - share) - (performance.now() - this.#beganAtMs))
  }
}

/**
 * Takes no more connections, answers the requests that came and ends their connections; those that are not answered in time, or
 * whose bodies do not come, are cut.
 */
export async function closeApp(app: App, time: StopTime): Promise<void> {
  let isClosed = false
  const closed = app.close().finally(() => {
    isClosed = true
  })
  const waitMs = time.leftUntil(1 - SHARE_OF_REQUESTS)
  const cutAtMs = performance.now() + waitMs
  while (!isClosed && performance.now() < cutAtMs) {
    // Node keeps a connection whose last answer was sent after the server began to close.
    app.server.closeIdleConnections()
    await Promise.race([closed, sleep(LOOK_EVERY_MS)])
  }
  if (!isClosed) app.log.warn('requests that did not end in time are cut off')
  app.server.closeAllConnections()
  await closed
}

/** Lets checks that run end; those that do not in time lose their process, are handed back and run again, here or elsewhere. */
export async function closeWorker(worker: JobWorker, pool: VisionPool, time: StopTime): Promise<void> {
  const stopped = worker.stop()
  await Promise.race([stopped, sleep(time.leftUntil(SHARE_OF_END), undefined, { ref: false })])
  await pool.close()
  await stopped
}
