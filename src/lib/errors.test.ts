import { describe, expect, it } from 'vitest'
import { AppError, assert, ERROR_CATALOGUE, type ErrorCode, invalidField } from './errors.ts'

/** What is under way and ends by itself. */
const WAITING: ReadonlySet<string> = new Set(['idempotency_running', 'step_running', 'step_not_ready'])

const CODES = Object.keys(ERROR_CATALOGUE) as ErrorCode[]

describe('errors', () => {
  it('answer with the status and words of the catalogue unless the thrower knows better ones', () => {
    for (const code of CODES) {
      const error = new AppError(code)
      expect([error.status, error.message]).toEqual([ERROR_CATALOGUE[code].status, ERROR_CATALOGUE[code].title])
      expect(new AppError(code, { message: 'exactly this' }).message).toBe('exactly this')
    }
  })

  it('the words of a bad key and of an empty balance are the contract’s', () => {
    expect(ERROR_CATALOGUE.unauthenticated).toMatchObject({ status: 401, title: 'Invalid or missing API key' })
    expect(ERROR_CATALOGUE.balance_insufficient).toMatchObject({ status: 402, title: 'Insufficient token balance' })
  })

  it('only what may succeed without a change is retryable: 429, 5xx, work that is still running', () => {
    for (const code of CODES) {
      const { status, retryable } = ERROR_CATALOGUE[code]
      const mayPass = status === 429 || status >= 500 || WAITING.has(code)
      expect([code, retryable]).toEqual([code, mayPass])
    }
  })

  it('an invalid field is named in the message and in a hint', () => {
    const error = invalidField(['steps', 2, 'id'], 'must be known')
    expect(error).toMatchObject({
      code: 'validation_failed',
      message: 'steps.2.id: must be known',
      hints: [{ code: 'invalid_value', path: ['steps', 2, 'id'], message: 'must be known' }],
    })
  })

  it('keep their cause for us', () => {
    const cause = new Error('disk full')
    expect(new AppError('internal_error', { cause }).cause).toBe(cause)
  })

  it('an assertion throws what was not so', () => {
    expect(() => assert(false, 'a price for everything')).toThrow('a price for everything')
    expect(() => assert(1, 'truth')).not.toThrow()
  })
})
