/** Tells whoever watches an organization's environment which of its sessions changed, woken by the database. */
import type { SearchOwner } from './search/walks.ts'

/** The channel that tells of changed sessions: organization, environment and the ids, apart by spaces. */
export const SESSION_CHANGED_CHANNEL = 'session_changed'

/** Gets the ids of sessions that changed; none: some did, or may have. Must not throw. */
export type ChangeHandler = (ids: readonly string[]) => void

export interface SessionChanges {
  /** Calls `handler` for each change from now on; answers how to end that. */
  watch(owner: SearchOwner, handler: ChangeHandler): () => void
  /** Takes a notification. */
  announce(payload: string): void
  /** Has everybody look for themselves: after a lost connection nobody knows what was missed. */
  announceAll(): void
}

/** One for each process. */
export function createSessionChanges(): SessionChanges {
  const watchers = new Map<string, Set<ChangeHandler>>()
  return {
    watch({ organizationId, environment }, handler) {
      const place = `${organizationId} ${environment}`
      const handlers = watchers.get(place) ?? new Set()
      watchers.set(place, handlers.add(handler))
      return () => {
        handlers.delete(handler)
        if (handlers.size === 0 && watchers.get(place) === handlers) watchers.delete(place)
      }
    },
    announce(payload) {
      const [organizationId, environment, ...ids] = payload.split(' ')
      for (const tell of [...(watchers.get(`${organizationId} ${environment}`) ?? [])]) tell(ids)
    },
    announceAll() {
      for (const handlers of [...watchers.values()]) for (const tell of [...handlers]) tell([])
    },
  }
}
