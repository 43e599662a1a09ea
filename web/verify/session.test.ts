/** Proves that a session is parsed strictly and that no unsafe address becomes a link. */
import { expect, it } from 'vitest'
import { parseSession } from './session.ts'

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
      slots: [
        { slot: 'id_front', required: true, uploaded: true },
        { slot: 'selfie_front', required: false, uploaded: false },
      ],
    },
    { step: 'AGE_ESTIMATION', slots: [{ slot: 'selfie_front', required: true, uploaded: false }] },
  ],
}

it('a slot that two steps share is asked for once, and is required when one of them requires it', () => {
  expect(parseSession(STATE).slots).toEqual([
    { name: 'id_front', required: true, uploaded: true },
    { name: 'selfie_front', required: true, uploaded: false },
  ])
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
