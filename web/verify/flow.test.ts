/** Proves the step machine: which screen follows which, and what a reload brings back. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseChoices } from './choices.ts'
import { type Flow, type FlowEvent, findOpenSlot, INITIAL_FLOW, positionOf, reduceFlow, screenOf } from './flow.ts'
import { currentStepOf, type Session, type SessionStatus, type Slot, type Step } from './session.ts'
import { canSkip } from './steps/can-skip.ts'

function aSlot(name: string, required = true): Slot {
  return { name, required, takesPdf: false, uploaded: false }
}

const ID_STEP: Step = {
  kind: 'ID_VERIFICATION',
  isRunning: false,
  failureReason: undefined,
  requirements: {},
  slots: [aSlot('id_front'), aSlot('id_back', false), aSlot('selfie_front')],
}
const LIVENESS_STEP: Step = { ...ID_STEP, kind: 'FACE_LIVENESS', slots: [aSlot('selfie_front')] }

function aSession(change: Partial<Session> = {}): Session {
  const session: Session = {
    id: 'a-session',
    status: 'PENDING',
    sandbox: false,
    organizationName: 'Acme',
    consentGiven: true,
    steps: [ID_STEP, LIVENESS_STEP],
    currentStep: 0,
  }
  return { ...session, ...change }
}

function withUploaded(step: Step, ...names: readonly string[]): Step {
  return { ...step, slots: step.slots.map((slot) => ({ ...slot, uploaded: names.includes(slot.name) })) }
}

function flowAfter(...events: readonly FlowEvent[]): Flow {
  return events.reduce(reduceFlow, INITIAL_FLOW)
}

/** The slot that is asked for, or the screen; a step with all it needs is `ready`. */
function screenAfter(...events: readonly FlowEvent[]): string {
  const flow = flowAfter(...events)
  const screen = screenOf(flow)
  if (screen.name !== 'step') return screen.name
  return findOpenSlot(screen.step, flow.choices)?.name ?? 'ready'
}

const loaded = (change?: Partial<Session>): FlowEvent => ({ type: 'loaded', session: aSession(change) })
const judged = (change?: Partial<Session>): FlowEvent => ({ type: 'judged', session: aSession(change) })
const sent = (slot: string): FlowEvent => ({ type: 'sent', slot })
const skipped = (slot: string): FlowEvent => ({ type: 'skipped', slot })
const submitting: FlowEvent = { type: 'submitting', covered: true }
const refused: FlowEvent = { type: 'refused-submission' }

it('the whole way is welcome, each file of a step, checking, the next step, done', () => {
  const events: readonly FlowEvent[] = [
    loaded({ consentGiven: false }),
    loaded(),
    sent('id_front'),
    skipped('id_back'),
    sent('selfie_front'),
    submitting,
    judged({ currentStep: 1, steps: [ID_STEP, withUploaded(LIVENESS_STEP, 'selfie_front')] }),
    submitting,
    judged({ status: 'VERIFIED' }),
  ]
  const seen = events.map((_, index) => screenAfter(...events.slice(0, index + 1)))
  expect(screenOf(INITIAL_FLOW).name).toBe('opening')
  expect(seen).toEqual([
    ...['welcome', 'id_front', 'id_back', 'selfie_front', 'ready', 'checking'],
    ...['ready', 'checking', 'done'],
  ])
})

it('nothing can be sent before the applicant has agreed', () => {
  expect(screenAfter(loaded({ consentGiven: false, steps: [withUploaded(ID_STEP, 'id_front')] }))).toBe('welcome')
})

it('declining is calm, keeps nothing, and can be taken back', () => {
  const asked = loaded({ consentGiven: false })
  expect(screenAfter(asked, { type: 'declined' })).toBe('declined')
  expect(screenAfter(asked, { type: 'declined' }, { type: 'reconsidered' })).toBe('welcome')
})

it('a reload resumes at the current step and the first file that is still needed', () => {
  expect(screenAfter(loaded({ steps: [withUploaded(ID_STEP, 'id_front')] }))).toBe('id_back')
  expect(screenAfter(loaded({ steps: [withUploaded(ID_STEP, 'id_front', 'selfie_front')] }))).toBe('ready')
  expect(screenAfter(loaded({ currentStep: 1 }))).toBe('selfie_front')
})

it('a reload brings back what was left out, for this giving of the step only', () => {
  const session = aSession({ steps: [withUploaded(ID_STEP, 'id_front')] })
  const kept = parseChoices({ turn: 'ID_VERIFICATION/', skipped: ['id_back'], sent: ['id_front'] })
  expect(screenAfter({ type: 'loaded', session, kept })).toBe('selfie_front')
  expect(screenAfter({ type: 'loaded', session, kept: kept && { ...kept, turn: 'CONSENT/' } })).toBe('id_back')
  expect(parseChoices({ turn: 1 })).toBeUndefined()
  expect(parseChoices('text')).toBeUndefined()
})

it('sending an optional file after leaving it out counts as sent', () => {
  const { choices } = flowAfter(loaded(), skipped('id_back'), sent('id_back'))
  expect(choices).toEqual({ turn: 'ID_VERIFICATION/', skipped: [], sent: ['id_back'] })
})

it('a file that is sent fills the slot of that name in every step', () => {
  const flow = flowAfter(loaded(), sent('selfie_front'))
  expect(flow.session?.steps[1]?.slots[0]?.uploaded).toBe(true)
})

it('a step that is given back forgets what was sent before, even when the reason is the same again', () => {
  const givenBack = { ...withUploaded(ID_STEP, 'id_front', 'selfie_front'), failureReason: 'NO_FACE_DETECTED' }
  const again = aSession({ steps: [givenBack] })
  const running = aSession({ steps: [{ ...ID_STEP, isRunning: true }] })
  const retaken = flowAfter(loaded(), { type: 'judged', session: again }, sent('selfie_front'))
  expect(retaken.choices.sent).toEqual(['selfie_front'])
  expect(reduceFlow(retaken, { type: 'judged', session: again }).choices.sent).toEqual([])
  const polled = [submitting, { type: 'judged', session: running }, { type: 'loaded', session: again }] as const
  expect(polled.reduce<Flow>(reduceFlow, retaken).choices.sent).toEqual([])
})

it('a step that is still being checked covers the page, after a reload too', () => {
  expect(screenAfter(loaded({ steps: [{ ...ID_STEP, isRunning: true }] }))).toBe('checking')
})

it('a submission that was refused is not repeated by itself', () => {
  expect(flowAfter(loaded(), submitting, refused).stopped).toBe(true)
  expect(flowAfter(loaded(), submitting, refused, sent('id_front')).stopped).toBe(false)
})

it.each<SessionStatus>(['SUBMITTED', 'VERIFIED', 'REJECTED', 'FAILED'])(
  'a session found %s has ended, and one that ended here may lead back by itself',
  (status) => {
    expect(screenOf(flowAfter(loaded({ status })))).toEqual({ name: 'done', earlier: true })
    expect(screenOf(flowAfter(loaded(), submitting, judged({ status })))).toEqual({ name: 'done', earlier: false })
  },
)

it('a session that was voided or has expired says so', () => {
  expect(screenOf(flowAfter(loaded({ status: 'VOIDED' })))).toEqual({ name: 'problem', problem: 'voided' })
  expect(screenOf(flowAfter(loaded({ status: 'EXPIRED' })))).toEqual({ name: 'problem', problem: 'expired' })
})

it('a problem hides the flow until it is tried again, and loses nothing', () => {
  const broken = flowAfter(loaded(), sent('id_front'), { type: 'failed', problem: 'unreachable' })
  expect(screenOf(broken)).toEqual({ name: 'problem', problem: 'unreachable' })
  const mended = reduceFlow(broken, { type: 'retried' })
  expect(screenOf(mended)).toEqual({ name: 'opening' })
  const reopened = reduceFlow(mended, loaded({ steps: [withUploaded(ID_STEP, 'id_front')] }))
  expect(screenOf(reopened).name).toBe('step')
  expect(reopened.choices.sent).toEqual(['id_front'])
})

it('the position counts agreeing and each step', () => {
  const positions = [
    loaded({ consentGiven: false }),
    loaded(),
    loaded({ currentStep: 1 }),
    loaded({ status: 'VERIFIED' }),
  ].map((event) => positionOf(screenOf(flowAfter(event)), aSession(event.type === 'loaded' ? event.session : {})))
  expect(positions).toEqual([1, 2, 3, undefined])
})

it('optional files can be left out as long as the least number of them can still be given', () => {
  const slots = ['a', 'b', 'c'].map((name) => aSlot(name, false))
  const step: Step = { ...ID_STEP, slots, requirements: { minimum_optional_uploads: 2 } }
  const [a, b] = slots
  if (!a || !b) throw new Error('There are three')
  expect(canSkip(step, a, [])).toBe(true)
  expect(canSkip(step, b, ['a'])).toBe(false)
  expect(canSkip({ ...step, requirements: {} }, b, ['a', 'c'])).toBe(true)
  expect(canSkip(step, aSlot('d'), [])).toBe(false)
})

it('a step is ready only when every required file is sent, whatever the applicant does', () => {
  const name = fc.constantFrom(...ID_STEP.slots.map((slot) => slot.name))
  const event: fc.Arbitrary<FlowEvent> = fc.oneof(
    name.map(sent),
    fc.constant(skipped('id_back')),
    fc.constant(submitting),
    fc.constant(refused),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const flow = flowAfter(loaded(), ...events)
      const step = flow.session && currentStepOf(flow.session)
      const missing = step?.slots.some((slot) => slot.required && !slot.uploaded)
      expect(missing && step && findOpenSlot(step, flow.choices) === undefined).toBe(false)
    }),
  )
})
