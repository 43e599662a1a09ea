/** Estimates how much work is done before the next check of an organization, as organizations take turns. */
import type { OrganizationId } from '../../lib/ids.ts'

/** Checks of an organization that nobody does yet. */
export interface Waiting {
  readonly organizationId: OrganizationId
  readonly count: number
  /** How long one of them takes, in milliseconds. */
  readonly eachMs: number
}

interface Queue {
  readonly count: number
  readonly totalMs: number
}

const NO_QUEUE: Queue = { count: 0, totalMs: 0 }

/**
 * Milliseconds of one worker before a further check of `organizationId` is begun: all of its own that wait, and of each other
 * organization one more than those, since it has a turn for every one of ours, or as many as it has.
 */
export function estimateWaitMs(organizationId: OrganizationId, waiting: readonly Waiting[]): number {
  const queues = new Map<OrganizationId, Queue>()
  for (const { organizationId: id, count, eachMs } of waiting) {
    const queue = queues.get(id) ?? NO_QUEUE
    queues.set(id, { count: queue.count + count, totalMs: queue.totalMs + count * eachMs })
  }
  const own = queues.get(organizationId) ?? NO_QUEUE
  queues.delete(organizationId)
  let ms = own.totalMs
  for (const { count, totalMs } of queues.values()) {
    if (count > 0) ms += totalMs * Math.min(1, (own.count + 1) / count)
  }
  return ms
}
