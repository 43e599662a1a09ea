/** The step machine: which screen the applicant sees, as a pure function of the server's state and a few own choices. */
import type { Sender } from './api.ts'
import type { Choices } from './choices.ts'
import { currentStepOf, type Session, type Slot, type Step } from './session.ts'

/** Why the flow cannot go on. Only `unreachable` can be tried again. */
export type Problem = 'invalid' | 'used' | 'ended' | 'expired' | 'closed' | 'voided' | 'unreachable'

/** Everything the page remembers; what matters more than a moment is on the server. */
export interface Flow {
  readonly session?: Session
  readonly problem?: Problem
  /** Of a link that this browser has not opened. */
  readonly sender?: Sender
  /** Whether the applicant said no to the terms on this page; nothing is stored. */
  readonly declined: boolean
  /** Whether the page asks the server anew after a problem. */
  readonly reopening: boolean
  /** Whether a step was submitted that is being checked. */
  readonly checking: boolean
  /** Whether the applicant did something here, so that its end may lead back to the organization. */
  readonly actedHere: boolean
  /** Whether the applicant said no to a consent step. */
  readonly refused: boolean
  /** Whether the server refused what was submitted: it is not submitted again by itself. */
  readonly stopped: boolean
  readonly choices: Choices
}

export type FlowEvent =
  | { readonly type: 'found'; readonly sender: Sender }
  | { readonly type: 'loaded'; readonly session: Session; readonly kept?: Choices | undefined }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'retried' }
  | { readonly type: 'declined' }
  | { readonly type: 'reconsidered' }
  | { readonly type: 'sent'; readonly slot: string }
  | { readonly type: 'skipped'; readonly slot: string }
  | { readonly type: 'submitting'; readonly refused?: boolean; readonly covered: boolean }
  | { readonly type: 'refused-submission' }
  | { readonly type: 'judged'; readonly session: Session }

export type Screen =
  | { readonly name: 'opening' }
  | { readonly name: 'door'; readonly sender: Sender }
  | { readonly name: 'problem'; readonly problem: Problem }
  | { readonly name: 'welcome' }
  | { readonly name: 'declined' }
  | { readonly name: 'step'; readonly step: Step }
  | { readonly name: 'checking'; readonly step: Step }
  | { readonly name: 'done'; readonly earlier: boolean }

const NO_CHOICES: Choices = { turn: '', skipped: [], sent: [] }

/** A page that has just been opened. */
export const INITIAL_FLOW: Flow = {
  declined: false,
  reopening: false,
  checking: false,
  actedHere: false,
  refused: false,
  stopped: false,
  choices: NO_CHOICES,
}

/** The flow after something happened. */
export function reduceFlow(flow: Flow, event: FlowEvent): Flow {
  switch (event.type) {
    case 'found':
      return { ...withoutProblem(flow), sender: event.sender, reopening: false }
    case 'loaded':
      return toLoaded(flow, event.session, event.kept)
    case 'judged':
      return withSession({ ...flow, checking: false, stopped: false }, event.session, NO_CHOICES)
    case 'failed':
      return { ...flow, problem: event.problem, reopening: false, checking: false, stopped: false }
    case 'retried':
      return { ...withoutProblem(flow), reopening: true }
    case 'declined':
      return { ...flow, declined: true }
    case 'reconsidered':
      return { ...flow, declined: false }
    case 'sent':
      return { ...markUploaded(flow, event.slot), choices: withSent(flow.choices, event.slot), stopped: false }
    case 'skipped':
      return { ...flow, choices: { ...flow.choices, skipped: withName(flow.choices.skipped, event.slot) } }
    case 'submitting':
      return { ...flow, actedHere: true, checking: event.covered, refused: event.refused === true }
    case 'refused-submission':
      return { ...flow, checking: false, refused: false, stopped: true }
    default:
      return event satisfies never
  }
}

/** The one screen to show. */
export function screenOf(flow: Flow): Screen {
  const { session, problem, sender } = flow
  if (problem) return { name: 'problem', problem }
  if (flow.reopening) return { name: 'opening' }
  if (!session) return sender ? { name: 'door', sender } : { name: 'opening' }
  switch (session.status) {
    case 'VOIDED':
      return { name: 'problem', problem: 'voided' }
    case 'EXPIRED':
      return { name: 'problem', problem: 'expired' }
    case 'SUBMITTED':
    case 'VERIFIED':
    case 'REJECTED':
    case 'FAILED':
      return { name: 'done', earlier: !flow.actedHere }
    case 'PENDING':
      return toPendingScreen(flow, session)
    default:
      return session.status satisfies never
  }
}

/** Which of the real steps is current, from 1: agreeing, then each step. Undefined outside of them. */
export function positionOf(screen: Screen, session: Session): number | undefined {
  if (screen.name === 'welcome') return 1
  return screen.name === 'step' || screen.name === 'checking' ? 2 + (session.currentStep ?? 0) : undefined
}

/** Which giving of a step it is: choices of another one no longer count. */
export function turnOf({ kind, failureReason = '' }: Step): string {
  return `${kind}/${failureReason}`
}

/** The first slot that has to be filled or left out; undefined when the step can be submitted. */
export function findOpenSlot({ slots }: Step, { skipped }: Choices): Slot | undefined {
  // An optional slot before one that was sent has been passed by: a reload must not ask for it again.
  const isPassedBy = (at: number) => slots.slice(at + 1).some(({ uploaded }) => uploaded)
  return slots.find(
    ({ name, required, uploaded }, at) => !uploaded && !skipped.includes(name) && (required || !isPassedBy(at)),
  )
}

function toPendingScreen(flow: Flow, session: Session): Screen {
  if (flow.declined) return { name: 'declined' }
  if (!session.consentGiven) return { name: 'welcome' }
  const step = currentStepOf(session)
  if (!step) return { name: 'opening' }
  return { name: flow.checking || step.isRunning ? 'checking' : 'step', step }
}

/** A verdict that was waited for leaves no choices of before, even when it is the same again. */
function toLoaded(flow: Flow, session: Session, kept: Choices | undefined): Flow {
  const wasRunning = flow.session && currentStepOf(flow.session)?.isRunning
  const choices = wasRunning ? NO_CHOICES : (kept ?? flow.choices)
  const open = { ...withoutProblem(flow), reopening: false, checking: false, stopped: false }
  return withSession(open, session, choices)
}

function withSession(flow: Flow, session: Session, choices: Choices): Flow {
  const step = currentStepOf(session)
  const turn = step ? turnOf(step) : ''
  return { ...flow, session, choices: choices.turn === turn ? choices : { ...NO_CHOICES, turn } }
}

function withSent({ turn, skipped, sent }: Choices, slot: string): Choices {
  return { turn, skipped: skipped.filter((other) => other !== slot), sent: withName(sent, slot) }
}

/** Steps share a slot of the same name. */
function markUploaded(flow: Flow, name: string): Flow {
  if (!flow.session) return flow
  const mark = (slot: Slot) => (slot.name === name ? { ...slot, uploaded: true } : slot)
  const steps = flow.session.steps.map((step) => ({ ...step, slots: step.slots.map(mark) }))
  return { ...flow, session: { ...flow.session, steps } }
}

function withName(names: readonly string[], name: string): readonly string[] {
  return [...names.filter((other) => other !== name), name]
}

function withoutProblem(flow: Flow): Flow {
  const { problem: _, ...rest } = flow
  return rest
}
