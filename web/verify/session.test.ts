/** Proves that a session is parsed strictly and that no unsafe address becomes a link. */
import { expect, it } from 'vitest'
import { currentStepOf, parseSession } from './session.ts'

const STATE = {
  session_id: '0198c0de-0000-7000-8000-000000000001',
  status: 'PENDING',
  progress: 'STARTED',
  environment: 'sandbox',
  organization: { name: 'Acme' },
  applicant: { first_name: 'Ana' },
  consent_given: true,
  steps: [
    {
      step: 'ID_VERIFICATION',
      status: 'PENDING',
      failure_reason: 'NO_FACE_DETECTED',
      requirements: { document: {} },
      slots: [
        { slot: 'id_front', required: true, takes: 'picture', uploaded: true },
        { slot: 'letter', required: false, takes: 'picture_or_pdf', uploaded: false },
      ],
    },
    { step: 'WHITE_LABEL', status: 'IN_PROGRESS', failure_reason: null, requirements: {}, slots: [] },
  ],
  current_step: 0,
  attempts_remaining: null,
}

it('steps are read with their files, their reason and what they require', () => {
  const session = parseSession(STATE)
  expect(session.steps).toEqual([
    {
      kind: 'ID_VERIFICATION',
      isRunning: false,
      failureReason: 'NO_FACE_DETECTED',
      requirements: { document: {} },
      slots: [
        { name: 'id_front', required: true, takesPdf: false, uploaded: true },
        { name: 'letter', required: false, takesPdf: true, uploaded: false },
      ],
    },
    { kind: 'WHITE_LABEL', isRunning: true, failureReason: undefined, requirements: {}, slots: [] },
  ])
  expect(currentStepOf(session)?.kind).toBe('ID_VERIFICATION')
  expect(currentStepOf(parseSession({ ...STATE, status: 'VERIFIED', current_step: null }))).toBeUndefined()
})

it('tries are known only where there is a limit', () => {
  expect(parseSession(STATE)).not.toHaveProperty('attemptsRemaining')
  expect(parseSession({ ...STATE, attempts_remaining: 0 }).attemptsRemaining).toBe(0)
})

it('what the server leaves out stays out', () => {
  const session = parseSession({ ...STATE, applicant: {} })
  expect(session.sandbox).toBe(true)
  expect(Object.keys(session)).not.toContain('applicantFirstName')
  expect(Object.keys(session)).not.toContain('redirectUrl')
})

it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 'not an address'])('%s is never a redirect', (url) => {
  expect(parseSession({ ...STATE, redirect_url: url, decline_url: url })).toEqual(parseSession(STATE))
})

it('an http or https redirect is kept as it is, query and all', () => {
  const url = 'https://shop.example/back?order=7&session_id=1&status=success'
  expect(parseSession({ ...STATE, redirect_url: url }).redirectUrl).toBe(url)
})

it.each([
  null,
  'text',
  {},
  { ...STATE, status: 'UNHEARD' },
  { ...STATE, organization: { name: '' } },
  { ...STATE, steps: undefined },
  { ...STATE, steps: [{ slots: [{ required: true }] }] },
])('a foreign shape is refused: %j', (value) => {
  expect(() => parseSession(value)).toThrow(TypeError)
})
