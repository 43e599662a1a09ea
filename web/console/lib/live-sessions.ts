/** Keeps what is shown of sessions true by itself: told by the server, or asked every few seconds where it is not. */
import { useEffect } from 'react'
import { forgetSessions } from '../data/sessions.ts'
import { organizationPath, useOrganization } from './organization.ts'

/** Asked anew at most this often, however much happens. */
const REFRESH_MS = 2_000
/** How often is asked while the server cannot tell. */
const POLL_MS = 5_000
/** After a refusal, when the server is asked again whether it can tell. */
const RETRY_MS = 60_000

/**
 * For pages that show sessions, or the one named. Listens while the tab is in sight: a browser has few connections for
 * one server, and tabs out of sight need none.
 */
export function useLiveSessions(sessionId?: string): void {
  const { id, environment, can } = useOrganization()
  const isAllowed = can('sessions:read')
  // biome-ignore lint/correctness/useExhaustiveDependencies: organization and environment make the address of the events
  useEffect(() => (isAllowed ? watchSessions(sessionId) : undefined), [isAllowed, id, environment, sessionId])
}

/** Starts watching; answers how to stop. */
function watchSessions(sessionId: string | undefined): () => void {
  const refresh = atMostEvery(REFRESH_MS, () => void forgetSessions())
  let source: EventSource | undefined
  let polling: number | undefined
  let retry: number | undefined

  const poll = () => {
    polling ??= window.setInterval(refresh.run, POLL_MS)
  }
  const stopPolling = () => {
    window.clearInterval(polling)
    polling = undefined
  }
  const listen = () => {
    const events = new EventSource(organizationPath('/events'))
    source = events
    events.addEventListener('ready', () => {
      // What changed while nobody listened was told to nobody.
      if (polling !== undefined) refresh.run()
      stopPolling()
    })
    events.addEventListener('sessions', ({ data }) => {
      if (sessionId === undefined || isTold(data, sessionId)) refresh.run()
    })
    events.addEventListener('error', () => {
      poll()
      // The browser comes back by itself, unless it was refused.
      if (events.readyState === EventSource.CLOSED) retry = window.setTimeout(listen, RETRY_MS)
    })
  }
  const stop = () => {
    source?.close()
    source = undefined
    window.clearTimeout(retry)
    stopPolling()
  }
  const follow = () => {
    stop()
    if (document.visibilityState === 'hidden') return
    refresh.run()
    listen()
  }
  document.addEventListener('visibilitychange', follow)
  if (document.visibilityState !== 'hidden') listen()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    stop()
    refresh.stop()
  }
}

/** Whether an event is about the session; one without ids may be about any. */
function isTold(data: string, sessionId: string): boolean {
  const { ids }: { ids: readonly string[] } = JSON.parse(data)
  return ids.length === 0 || ids.includes(sessionId)
}

/** The first call runs after a breath, further ones until then are one with it, and the next waits its time. */
function atMostEvery(pauseMs: number, act: () => void): { run: () => void; stop: () => void } {
  let timer: number | undefined
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    run() {
      if (timer !== undefined) return
      const waitMs = Math.max(0, lastMs + pauseMs - performance.now())
      timer = window.setTimeout(() => {
        timer = undefined
        lastMs = performance.now()
        act()
      }, waitMs)
    },
    stop: () => window.clearTimeout(timer),
  }
}
