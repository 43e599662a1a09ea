/** Binds the step machine to the server and to the browser's address. */
import { type Dispatch, useEffect, useReducer, useRef, useState } from 'react'
import { parseAddress, sessionAddress } from './address.ts'
import { evidencePath } from './api.ts'
import { openAddress, refresh, toEventOfRefusal } from './calls.ts'
import { type Flow, type FlowEvent, INITIAL_FLOW, reduceFlow, type Screen, screenOf } from './flow.ts'
import { type SendListener, sendPhoto } from './send-photo.ts'

const POLL_MS = 2000
const WAIT_MS = 30_000

/** What the page may see and do. */
export interface FlowControl {
  readonly flow: Flow
  readonly screen: Screen
  /** A call is under way: another one has to wait. */
  readonly busy: boolean
  readonly dispatch: Dispatch<FlowEvent>
  /** Runs one call about the open session; its event follows. */
  readonly run: (call: (id: string) => Promise<FlowEvent>) => void
  /** Opens the address of the page again. */
  readonly retry: () => void
  /** Stores a photo; rejects with the server's reason. */
  readonly send: (slot: string, photo: Blob, listener: SendListener) => Promise<void>
}

/** The flow of the page at the browser's address. */
export function useFlow(): FlowControl {
  const [flow, dispatch] = useReducer(reduceFlow, INITIAL_FLOW)
  const [busy, setBusy] = useState(false)
  const screen = screenOf(flow)
  const id = flow.session?.id

  const run = (call: (id: string) => Promise<FlowEvent>) => {
    if (id === undefined || busy) return
    setBusy(true)
    void call(id)
      .then(dispatch)
      .finally(() => setBusy(false))
  }

  const retry = () => {
    dispatch({ type: 'retried' })
    void openPage().then(dispatch)
  }

  const send = async (slot: string, photo: Blob, listener: SendListener) => {
    if (id === undefined) return
    try {
      await sendPhoto(evidencePath(id, slot), photo, listener)
    } catch (error) {
      const event = await toEventOfRefusal(id, error)
      if (event) dispatch(event)
      throw error
    }
  }

  useOpening(dispatch)
  useOutcome(screen.name === 'processing' ? id : undefined, dispatch)
  return { flow, screen, busy, dispatch, run, retry, send }
}

/** Opens the page once: a link must not be opened twice when a development build runs effects twice. */
function useOpening(dispatch: Dispatch<FlowEvent>): void {
  const opened = useRef(false)
  useEffect(() => {
    if (opened.current) return
    opened.current = true
    void openPage().then(dispatch)
  }, [dispatch])
}

/** The secret leaves the address bar and the history as soon as the cookie has taken its place. */
function openPage(): Promise<FlowEvent> {
  return openAddress(parseAddress(location.pathname), (id) => history.replaceState(null, '', sessionAddress(id)))
}

/** Looks at a submitted session until the checks have ended or the wait is over. */
function useOutcome(id: string | undefined, dispatch: Dispatch<FlowEvent>): void {
  useEffect(() => {
    if (id === undefined) return
    let running = true
    const poll = setInterval(async () => {
      const event = await refresh(id)
      // A lost poll is no problem of the applicant: the evidence is handed in.
      if (running && event.type === 'loaded') dispatch(event)
    }, POLL_MS)
    const end = setTimeout(() => dispatch({ type: 'waited-out' }), WAIT_MS)
    return () => {
      running = false
      clearInterval(poll)
      clearTimeout(end)
    }
  }, [id, dispatch])
}
