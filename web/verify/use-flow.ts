/** Binds the step machine to the server and to the browser's address. */
import { type Dispatch, useEffect, useReducer, useRef, useState } from 'react'
import { parseAddress, sessionAddress } from './address.ts'
import { evidencePath, submitStep } from './api.ts'
import { openAddress, refresh, toEventOfRefusal } from './calls.ts'
import { keep, parseChoices, readKept } from './choices.ts'
import { type Flow, type FlowEvent, INITIAL_FLOW, reduceFlow, type Screen, screenOf } from './flow.ts'
import { speakPreferred } from './language.ts'
import { type SendListener, sendPhoto } from './send-photo.ts'

const POLL_MS = 1500

/** How a step is submitted. */
export interface Submission {
  readonly step: string
  readonly body: object
  /** Whether a screen that says "checking" covers the step meanwhile. */
  readonly covered: boolean
  /** The applicant does not agree. */
  readonly refused?: boolean
}

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
  /** Opens the link in this browser. */
  readonly start: () => void
  /** Stores a file; rejects with the server's reason. */
  readonly send: (slot: string, file: Blob, listener: SendListener) => Promise<void>
  /** Submits a step; rejects with what can be mended on its own screen. */
  readonly submit: (submission: Submission) => Promise<void>
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
    void openPage(false).then(dispatch)
  }

  const start = () => {
    if (busy) return
    setBusy(true)
    void openPage(true)
      .then(dispatch)
      .finally(() => setBusy(false))
  }

  /** What the screen cannot mend becomes the flow's; the rest is thrown. */
  const settle = async (sessionId: string, error: unknown) => {
    const event = await toEventOfRefusal(sessionId, error)
    if (event) dispatch(event)
    else throw error
  }

  const send = async (slot: string, file: Blob, listener: SendListener) => {
    if (id === undefined) return
    try {
      await sendPhoto(evidencePath(id, slot), file, listener)
    } catch (error) {
      const event = await toEventOfRefusal(id, error)
      if (event) dispatch(event)
      throw error
    }
  }

  const submit = async ({ step, body, covered, refused = false }: Submission) => {
    if (id === undefined || busy) return
    setBusy(true)
    dispatch({ type: 'submitting', covered, refused })
    try {
      dispatch({ type: 'judged', session: await submitStep(id, step, body) })
    } catch (error) {
      dispatch({ type: 'refused-submission' })
      await settle(id, error)
    } finally {
      setBusy(false)
    }
  }

  useOpening(dispatch)
  useVerdict(screen.name === 'checking' && !flow.checking ? id : undefined, dispatch)
  useKeptChoices(flow)
  return { flow, screen, busy, dispatch, run, retry, start, send, submit }
}

/** Looks at the page's address once, also where a development build runs effects twice. */
function useOpening(dispatch: Dispatch<FlowEvent>): void {
  const opened = useRef(false)
  useEffect(() => {
    if (opened.current) return
    opened.current = true
    void openPage(false).then(dispatch)
  }, [dispatch])
}

/** The secret leaves the address bar and the history as soon as the cookie has taken its place. */
async function openPage(starts: boolean): Promise<FlowEvent> {
  const swap = (id: string) => history.replaceState(history.state, '', sessionAddress(id, location.search))
  const event = await openAddress(parseAddress(location.pathname), starts, swap)
  if (event.type === 'loaded') await speakPreferred(event.session.locale)
  if (event.type === 'found') await speakPreferred(event.sender.locale)
  return event.type === 'loaded' ? { ...event, kept: parseChoices(readKept(choicesName(event.session.id))) } : event
}

function useKeptChoices({ session, choices }: Flow): void {
  const id = session?.id
  const isOver = session !== undefined && session.status !== 'PENDING'
  useEffect(() => {
    if (id !== undefined) keep(choicesName(id), isOver ? undefined : choices)
  }, [id, isOver, choices])
}

function choicesName(id: string): string {
  return `choices-${id}`
}

/** Looks at a submitted step until its verdict is there. */
function useVerdict(id: string | undefined, dispatch: Dispatch<FlowEvent>): void {
  useEffect(() => {
    if (id === undefined) return
    let running = true
    let timer: ReturnType<typeof setTimeout>
    const look = async () => {
      const event = await refresh(id)
      // A lost look is no problem of the applicant: the step is handed in.
      if (running && event.type === 'loaded') dispatch(event)
      if (running) timer = setTimeout(look, POLL_MS)
    }
    timer = setTimeout(look, POLL_MS)
    return () => {
      running = false
      clearTimeout(timer)
    }
  }, [id, dispatch])
}
