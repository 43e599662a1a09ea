/** Proves the step machine: which screen follows which, and what a reload brings back. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Flow, type FlowEvent, INITIAL_FLOW, positionOf, reduceFlow, screenOf } from './flow.ts'
import type { Session, SessionStatus, Slot } from './session.ts'

const SLOTS: readonly Slot[] = [
  { name: 'id_front', required: true, uploaded: false },
  { name: 'id_back', required: false, uploaded: false },
  { name: 'selfie_front', required: true, uploaded: false },
]

function aSession(change: Partial<Session> = {}): Session {
  const session: Session = {
    id: 'a-session',
    status: 'PENDING',
    sandbox: false,
    organizationName: 'Acme',
    consentGiven: true,
    slots: SLOTS,
  }
  return { ...session, ...change }
}

function uploaded(...names: readonly string[]): readonly Slot[] {
  return SLOTS.map((slot) => ({ ...slot, uploaded: names.includes(slot.name) }))
}

function flowAfter(...events: readonly FlowEvent[]): Flow {
  return events.reduce(reduceFlow, INITIAL_FLOW)
}

function screenAfter(...events: readonly FlowEvent[]): string {
  const screen = screenOf(flowAfter(...events))
  return screen.name === 'slot' ? screen.slot.name : screen.name
}

const loaded = (change?: Partial<Session>): FlowEvent => ({ type: 'loaded', session: aSession(change) })
const sent = (slot: string): FlowEvent => ({ type: 'sent', slot })

it('the whole way is welcome, each slot, review, processing, done', () => {
  const submitted: FlowEvent = { type: 'submitted', session: aSession({ status: 'SUBMITTED' }) }
  const events: readonly FlowEvent[] = [
    loaded({ consentGiven: false }),
    loaded(),
    sent('id_front'),
    sent('id_back'),
    sent('selfie_front'),
    submitted,
    loaded({ status: 'VERIFIED' }),
  ]
  const seen = events.map((_, index) => screenAfter(...events.slice(0, index + 1)))
  expect(screenOf(INITIAL_FLOW).name).toBe('opening')
  expect(seen).toEqual(['welcome', 'id_front', 'id_back', 'selfie_front', 'review', 'processing', 'done'])
})

it('nothing can be sent before the applicant has agreed', () => {
  expect(screenAfter(loaded({ consentGiven: false, slots: uploaded('id_front') }))).toBe('welcome')
})

it('declining is calm, keeps nothing, and can be taken back', () => {
  const asked = loaded({ consentGiven: false })
  expect(screenAfter(asked, { type: 'declined' })).toBe('declined')
  expect(screenAfter(asked, { type: 'declined' }, { type: 'reconsidered' })).toBe('welcome')
})

it('a reload resumes at the first slot that is still needed', () => {
  expect(screenAfter(loaded({ slots: uploaded('id_front') }))).toBe('id_back')
  expect(screenAfter(loaded({ slots: uploaded('id_front', 'id_back', 'selfie_front') }))).toBe('review')
})

it('a reload does not ask again for an optional slot that was passed by', () => {
  expect(screenAfter(loaded({ slots: uploaded('id_front', 'selfie_front') }))).toBe('review')
})

it('an optional slot can be left out, and still be given later', () => {
  const skipped: FlowEvent = { type: 'skipped', slot: 'id_back' }
  const start = [loaded({ slots: uploaded('id_front') }), skipped]
  expect(screenAfter(...start)).toBe('selfie_front')
  const back = flowAfter(...start, { type: 'visited', slot: 'id_back' }, sent('id_back'))
  expect(back.skipped).toEqual([])
  expect(back.session?.slots[1]?.uploaded).toBe(true)
})

it('going back to a sent slot and keeping it returns to where the applicant was', () => {
  const start = [loaded({ slots: uploaded('id_front') }), { type: 'visited', slot: 'id_front' }] as const
  expect(screenAfter(...start)).toBe('id_front')
  expect(screenAfter(...start, { type: 'kept' })).toBe('id_back')
})

it('changing a photo from the review returns to the review', () => {
  const all = loaded({ slots: uploaded('id_front', 'id_back', 'selfie_front') })
  expect(screenAfter(all, { type: 'visited', slot: 'id_back' }, sent('id_back'))).toBe('review')
})

it('the wait for the checks ends by itself', () => {
  const submitted: FlowEvent = { type: 'submitted', session: aSession({ status: 'SUBMITTED' }) }
  expect(screenAfter(loaded(), submitted)).toBe('processing')
  expect(screenAfter(loaded(), submitted, { type: 'waited-out' })).toBe('done')
})

it.each<SessionStatus>(['SUBMITTED', 'VERIFIED', 'REJECTED', 'FAILED'])(
  'a session found %s shows the same end as every other outcome',
  (status) => {
    expect(screenOf(flowAfter(loaded({ status })))).toEqual({ name: 'done', earlier: true })
  },
)

it('a session that was voided or has expired says so', () => {
  expect(screenOf(flowAfter(loaded({ status: 'VOIDED' })))).toEqual({ name: 'problem', problem: 'voided' })
  expect(screenOf(flowAfter(loaded({ status: 'EXPIRED' })))).toEqual({ name: 'problem', problem: 'expired' })
})

it('a problem hides the flow until it is tried again, and loses nothing', () => {
  const broken = flowAfter(loaded(), sent('id_front'), { type: 'failed', problem: 'unreachable' })
  expect(screenOf(broken)).toEqual({ name: 'problem', problem: 'unreachable' })
  const mended = screenOf(reduceFlow(broken, { type: 'retried' }))
  expect(mended).toMatchObject({ name: 'slot', slot: { name: 'id_back' } })
})

it('the position counts agreeing, each slot and the review', () => {
  const positions = [
    loaded({ consentGiven: false }),
    loaded(),
    loaded({ slots: uploaded('id_front') }),
    loaded({ slots: uploaded('id_front', 'id_back', 'selfie_front') }),
    loaded({ status: 'VERIFIED' }),
  ].map((event) => positionOf(screenOf(flowAfter(event)), aSession()))
  expect(positions).toEqual([1, 2, 3, 5, undefined])
})

it('review is reached only when every required slot is sent, whatever the applicant does', () => {
  const name = fc.constantFrom(...SLOTS.map((slot) => slot.name))
  const event: fc.Arbitrary<FlowEvent> = fc.oneof(
    name.map((slot): FlowEvent => ({ type: 'sent', slot })),
    name.map((slot): FlowEvent => ({ type: 'visited', slot })),
    fc.constant<FlowEvent>({ type: 'skipped', slot: 'id_back' }),
    fc.constant<FlowEvent>({ type: 'kept' }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const flow = flowAfter(loaded(), ...events)
      const missing = flow.session?.slots.some((slot) => slot.required && !slot.uploaded)
      expect(missing && screenOf(flow).name === 'review').toBe(false)
    }),
  )
})
