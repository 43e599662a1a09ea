import { describe, expect, it } from 'vitest'
import type { SessionDetail } from '../../data/session-detail.ts'
import { EMPTY_START, startAgain } from './start-again.ts'

const EARLIER: SessionDetail = {
  id: '019a0000-0000-7000-8000-000000000001',
  status: 'REJECTED',
  type: 'session',
  progress: 'COMPLETED',
  createdAt: '2026-11-24T12:00:00.000Z',
  updatedAt: '2026-11-24T12:00:00.000Z',
  externalId: 'customer-7',
  workflow: { id: 'w1', name: 'Full check' },
  steps: ['ID_VERIFICATION'],
  reasons: [],
  applicant: { id: 'a1', firstName: 'An[U+200B]na', lastName: 'Eriksson', email: 'anna@example.com' },
  submission: {},
  isMasked: false,
  isChecking: false,
  outcomes: [],
  evidence: [],
  checks: [],
  decisions: [],
  timeline: [],
  invitations: [],
  raw: {},
}

describe('the form for a person who is asked again', () => {
  it('starts with the person, the workflow and the ids, and hides nothing in a name', () => {
    const { values, notes } = startAgain(EARLIER, [{ id: 'w1' }])
    expect(values).toEqual({
      ...{ firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', phone: '' },
      ...{ workflowId: 'w1', externalId: 'customer-7', redirectUrl: '', sandboxScenario: '' },
    })
    expect(notes).toEqual([])
  })

  it('leaves the person empty for a role that sees them masked, and says so', () => {
    const applicant = { id: 'a1', firstName: 'A•••', lastName: 'E•••', email: 'a•••@example.com', phone: '•••33' }
    const { values, notes } = startAgain({ ...EARLIER, applicant, isMasked: true }, [{ id: 'w1' }])
    expect(JSON.stringify(values)).not.toContain('•')
    expect(values).toMatchObject({ firstName: '', email: '', phone: '', workflowId: 'w1' })
    expect(notes).toHaveLength(1)
  })

  it('chooses no workflow that cannot be used any more, and is empty without the earlier session', () => {
    expect(startAgain(EARLIER, [])).toMatchObject({
      values: { workflowId: '' },
      notes: [expect.stringContaining('Full check')],
    })
    expect(startAgain(undefined, [])).toMatchObject({ values: EMPTY_START.values, notes: [expect.any(String)] })
  })
})
