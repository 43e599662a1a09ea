import { expect, it } from 'vitest'
import { KeyLookups } from './key-lookups.ts'

const NOW_MS = Date.UTC(2026, 10, 24)

it('an address has a hundred look-ups and ten a second, and no other address pays for them', () => {
  const lookups = new KeyLookups()
  for (let guess = 0; guess < 100; guess++) expect(lookups.take('192.0.2.1', `${guess}`, NOW_MS).admitted).toBe(true)
  expect(lookups.take('192.0.2.1', 'next', NOW_MS)).toEqual({ admitted: false, retryAfterMs: 100 })
  expect(lookups.take('192.0.2.1', 'next', NOW_MS + 100).admitted).toBe(true)
  expect(lookups.take('192.0.2.2', 'next', NOW_MS).admitted).toBe(true)
})

it('a key that was good once is looked up whatever its address does', () => {
  const lookups = new KeyLookups()
  lookups.remember('good')
  for (let guess = 0; guess < 200; guess++) lookups.take('192.0.2.1', `${guess}`, NOW_MS)
  expect(lookups.take('192.0.2.1', 'other', NOW_MS).admitted).toBe(false)
  expect(lookups.take('192.0.2.1', 'good', NOW_MS).admitted).toBe(true)
})

it('remembers 20,000 good keys, the latest ones', () => {
  const lookups = new KeyLookups()
  for (let key = 0; key <= 20_000; key++) lookups.remember(`${key}`)
  for (let guess = 0; guess < 100; guess++) lookups.take('192.0.2.1', 'x', NOW_MS)
  expect(lookups.take('192.0.2.1', '0', NOW_MS).admitted).toBe(false)
  expect(lookups.take('192.0.2.1', '1', NOW_MS).admitted).toBe(true)
})
