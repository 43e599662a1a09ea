import { describe, expect, it } from 'vitest'
import type { ApiKey } from '../../data/api-keys.ts'
import { toChangedRestrictions, toLimitFields } from './key-limits.ts'

const KEY: ApiKey = {
  id: '0190d5a0-0000-7000-8000-000000000001',
  environment: 'live',
  name: 'Reports',
  display: 'live_…abcd',
  state: 'active',
  canReveal: true,
  scopes: ['workflows:read', 'sessions:read'],
  scopesInForce: ['workflows:read', 'sessions:read'],
  isFromBeforeScopes: false,
  beyondYou: [],
  ipAllowlist: ['203.0.113.7', '10.0.0.0/8'],
  createdAt: '2026-11-01T00:00:00.000Z',
  // In the middle of a day in every zone.
  expiresAt: '2026-12-24T10:17:00.000Z',
}
const before = toLimitFields(KEY)

describe('the form that narrows a key down', () => {
  it('sends nothing of a key that was not touched', () => {
    expect(toChangedRestrictions(before, { ...before })).toEqual({})
  })

  it('leaves the expiry alone when something else is changed', () => {
    const changes = toChangedRestrictions(before, { ...before, scopeChoice: 'all', ipAllowlist: ['10.0.0.0/8'] })
    expect(changes).toEqual({ scopes: ['*'], ipAllowlist: ['10.0.0.0/8'] })
  })

  it('takes the same addresses in another order for the same', () => {
    expect(toChangedRestrictions(before, { ...before, ipAllowlist: ['10.0.0.0/8', '203.0.113.7'] })).toEqual({})
  })

  it('sends a chosen last day as the end of that day, and none as never', () => {
    const { expiresAt } = toChangedRestrictions(before, { ...before, lastDay: '2026-12-30' })
    expect(expiresAt).toBe(new Date(2026, 11, 31).toISOString())
    expect(toChangedRestrictions(before, { ...before, lastDay: '' })).toEqual({ expiresAt: null })
  })
})
