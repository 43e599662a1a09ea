import { expect, it } from 'vitest'
import { requireBoundedJson } from './json-bounds.ts'

const isTaken = (text: string) => {
  try {
    requireBoundedJson(text)
    return true
  } catch {
    return false
  }
}

it('64 levels and 20,000 values are taken, one more of either is not', () => {
  expect(isTaken(`${'['.repeat(64)}${']'.repeat(64)}`)).toBe(true)
  expect(isTaken(`${'['.repeat(65)}${']'.repeat(65)}`)).toBe(false)
  expect(isTaken('{"a":'.repeat(65))).toBe(false)
  expect(isTaken(`[${'1,'.repeat(19_999)}1]`)).toBe(true)
  expect(isTaken(`[${'1,'.repeat(20_000)}1]`)).toBe(false)
  expect(isTaken(`[${'[],'.repeat(20_000)}1]`)).toBe(false)
})

it('brackets and commas in strings do not count, whatever is escaped around them', () => {
  const many = '[,'.repeat(30_000)
  for (const text of [many, `\\"${many}`, `\\\\\\"${many}`, `${many}\\\\`]) {
    expect(isTaken(`{"a":"${text}"}`)).toBe(true)
    expect(isTaken(`{"a":"${text}","b":${'['.repeat(65)}`)).toBe(false)
  }
})

it('counts what follows a string that ends in an escaped backslash', () => {
  expect(isTaken(`["\\\\",${'['.repeat(65)}`)).toBe(false)
  expect(isTaken(`["\\",${'['.repeat(65)}`)).toBe(true)
})

it('takes time that grows with the length only: a megabyte of backslashes and quotes', () => {
  const begun = performance.now()
  for (const text of ['\\"'.repeat(500_000), '\\'.repeat(1_000_000), '""'.repeat(500_000)]) isTaken(`"${text}`)
  expect(performance.now() - begun).toBeLessThan(1000)
})
