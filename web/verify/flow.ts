/** The step machine: which screen the applicant sees, as a pure function of the server's state and a few own choices. */
import type { Session, Slot } from './session.ts'

/** Why the flow cannot go on. Only `unreachable` can be tried again. */
export type Problem = 'invalid' | 'used' | 'expired' | 'closed' | 'voided' | 'unreachable'

/** Everything the page remembers; what matters more than a moment is on the server. */
export interface Flow {
  readonly session?: Session
  readonly problem?: Problem
  /** Whether the applicant said no to the terms on this page; nothing is stored. */
  readonly declined: boolean
  /** Optional slots that the applicant chose to leave out. */
  readonly skipped: readonly string[]
  /** A slot that the applicant went back to; otherwise the first open one is shown. */
  readonly visiting?: string
  /** Whether the session was submitted from this very page, so that its end is worth waiting for. */
  readonly submittedHere: boolean
  /** Whether the wait for the end of the checks is over. */
  readonly waitedOut: boolean
}

export type FlowEvent =
  | { readonly type: 'loaded'; readonly session: Session }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'retried' }
  | { readonly type: 'declined' }
  | { readonly type: 'reconsidered' }
  | { readonly type: 'sent'; readonly slot: string }
  | { readonly type: 'kept' }
  | { readonly type: 'skipped'; readonly slot: string }
  | { readonly type: 'visited'; readonly slot: string }
  | { readonly type: 'submitted'; readonly session: Session }
  | { readonly type: 'waited-out' }

export type Screen =
  | { readonly name: 'opening' }
  | { readonly name: 'problem'; readonly problem: Problem }
  | { readonly name: 'welcome' }
  | { readonly name: 'declined' }
  | { readonly name: 'slot'; readonly slot: Slot; readonly previous: string | undefined }
  | { readonly name: 'review' }
  | { readonly name: 'processing' }
  | { readonly name: 'done'; readonly earlier: boolean }

/** A page that has just been opened. */
export const INITIAL_FLOW: Flow = { declined: false, skipped: [], submittedHere: false, waitedOut: false }

/** The flow after something happened. */
export function reduceFlow(flow: Flow, event: FlowEvent): Flow {
  switch (event.type) {
    case 'loaded':
      return { ...without(flow, 'problem'), session: event.session }
    case 'failed':
      return { ...flow, problem: event.problem }
    case 'retried':
      return without(flow, 'problem')
    case 'declined':
      return { ...flow, declined: true }
    case 'reconsidered':
      return { ...flow, declined: false }
    case 'sent':
      return { ...markUploaded(without(flow, 'visiting'), event.slot), skipped: leaveOut(flow.skipped, event.slot) }
    case 'kept':
      return without(flow, 'visiting')
    case 'skipped':
      return { ...without(flow, 'visiting'), skipped: [...leaveOut(flow.skipped, event.slot), event.slot] }
    case 'visited':
      return { ...flow, visiting: event.slot }
    case 'submitted':
      return { ...flow, session: event.session, submittedHere: true }
    case 'waited-out':
      return { ...flow, waitedOut: true }
    default:
      return event satisfies never
  }
}

/** The one screen to show. */
export function screenOf(flow: Flow): Screen {
  const { session, problem } = flow
  if (problem) return { name: 'problem', problem }
  if (!session) return { name: 'opening' }
  switch (session.status) {
    case 'VOIDED':
      return { name: 'problem', problem: 'voided' }
    case 'EXPIRED':
      return { name: 'problem', problem: 'expired' }
    case 'SUBMITTED':
      return flow.submittedHere && !flow.waitedOut ? { name: 'processing' } : toDone(flow)
    case 'VERIFIED':
    case 'REJECTED':
    case 'FAILED':
      return toDone(flow)
    case 'PENDING':
      return toPendingScreen(flow, session)
    default:
      return session.status satisfies never
  }
}

/** Which of the real steps is current, from 1: agreeing, each slot, reviewing. Undefined outside of them. */
export function positionOf(screen: Screen, session: Session): number | undefined {
  switch (screen.name) {
    case 'welcome':
      return 1
    case 'slot':
      return 2 + session.slots.findIndex(({ name }) => name === screen.slot.name)
    case 'review':
      return 2 + session.slots.length
    default:
      return undefined
  }
}

/** Every reason, decision and score stays with the organization: all outcomes look the same here. */
function toDone(flow: Flow): Screen {
  return { name: 'done', earlier: !flow.submittedHere }
}

function toPendingScreen(flow: Flow, session: Session): Screen {
  if (flow.declined) return { name: 'declined' }
  if (!session.consentGiven) return { name: 'welcome' }
  const { slots } = session
  const visited = slots.findIndex(({ name }) => name === flow.visiting)
  const index = visited >= 0 ? visited : slots.findIndex((slot, at) => isOpen(slot, slots.slice(at + 1), flow.skipped))
  const slot = slots[index]
  return slot ? { name: 'slot', slot, previous: slots[index - 1]?.name } : { name: 'review' }
}

/** An optional slot before one that was sent has been passed by: a reload must not ask for it again. */
function isOpen(slot: Slot, later: readonly Slot[], skipped: readonly string[]): boolean {
  if (slot.uploaded || skipped.includes(slot.name)) return false
  return slot.required || !later.some(({ uploaded }) => uploaded)
}

function markUploaded(flow: Flow, name: string): Flow {
  if (!flow.session) return flow
  const slots = flow.session.slots.map((slot) => (slot.name === name ? { ...slot, uploaded: true } : slot))
  return { ...flow, session: { ...flow.session, slots } }
}

function leaveOut(names: readonly string[], name: string): readonly string[] {
  return names.filter((other) => other !== name)
}

function without(flow: Flow, key: 'problem' | 'visiting'): Flow {
  const { [key]: _, ...rest } = flow
  return rest
}
