import { describe, expect, it } from 'vitest'
import type { SessionStatus } from '../../db/tables.ts'
import { redirectUrlOf } from './redirect-url.ts'

const SESSION = {
  id: 'c0ffee00-0000-4000-8000-000000000001',
  redirectUrl: 'https://example.com/done',
  decisionReasons: [],
}

function parametersOf(status: SessionStatus, code?: string): Record<string, string> {
  const decisionReasons = code ? [{ code, severity: 'CRITICAL' as const, detail: '' }] : []
  const { searchParams } = new URL(redirectUrlOf({ ...SESSION, status, decisionReasons }) ?? '')
  return Object.fromEntries(searchParams)
}

describe('where the applicant is sent back to', () => {
  it.each([
    ['SUBMITTED', undefined, 'success', undefined],
    ['VERIFIED', undefined, 'success', undefined],
    ['PENDING', undefined, 'abandoned', 'user_cancelled'],
    ['EXPIRED', undefined, 'abandoned', 'session_expired'],
    ['REJECTED', 'FACE_SELFIE_MISMATCH', 'failed', 'face_mismatch'],
    ['REJECTED', 'DOCUMENT_EXPIRED', 'failed', 'unknown'],
    ['FAILED', undefined, 'failed', 'unknown'],
    ['VOIDED', undefined, 'failed', 'unknown'],
  ] as const)('%s (%s): %s, %s', (status, code, expected, reason) => {
    expect(parametersOf(status, code)).toEqual({
      session_id: SESSION.id,
      sessionId: SESSION.id,
      status: expected,
      session_status: status,
      ...(reason && { reason }),
    })
  })

  it('keeps what the business put there, but not what would pass for ours', () => {
    const redirectUrl = 'https://example.com/done?a=1&b=%26x&status=success&status=forged#top'
    const url = new URL(redirectUrlOf({ ...SESSION, redirectUrl, status: 'PENDING' }) ?? '')
    expect([url.searchParams.get('a'), url.searchParams.get('b'), url.hash]).toEqual(['1', '&x', '#top'])
    expect(url.searchParams.getAll('status')).toEqual(['abandoned'])
  })

  it('is nowhere when the session names no address', () => {
    expect(redirectUrlOf({ ...SESSION, redirectUrl: null, status: 'VERIFIED' })).toBeUndefined()
  })
})
