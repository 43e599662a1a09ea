/** Proves that long strings are lifted out of JSON, whatever is escaped around them. */
import { expect, it } from 'vitest'
import { liftLongStrings } from './long-strings.ts'

const LONG = 'A'.repeat(70_000)
const lift = (text: string) => {
  const { text: rest, strings } = liftLongStrings(Buffer.from(text), (place) => `#${place}`)
  return [rest, strings.map((bytes) => bytes.toString())]
}
const timed = (work: () => unknown) => {
  const begun = performance.now()
  try {
    work()
  } catch {
    // Refused, which counts as well.
  }
  return performance.now() - begun
}

it('long strings are lifted in their order, and everything around them stays', () => {
  expect(lift(`{"source":"${LONG}","n":[1,"é"],"target":"${LONG}b"}`)).toEqual([
    '{"source":"#0","n":[1,"é"],"target":"#1"}',
    [LONG, `${LONG}b`],
  ])
  expect(lift('{"image":"short"}')).toEqual(['{"image":"short"}', []])
})

it('escapes stay as they were written, and an escaped quote ends nothing', () => {
  for (const text of [`${LONG}\\/`, `${LONG}\\"`, `\\\\${LONG}\\\\`, `\\"${LONG}`])
    expect(lift(`{"a":"${text}","b":1}`)).toEqual(['{"a":"#0","b":1}', [text]])
})

it('a string without an end is left to the parser', () => {
  for (const text of [`{"a":"${LONG}`, `{"a":"${LONG}\\"`, '"', '']) expect(lift(text)).toEqual([text, []])
})

it('takes time that grows with the length only, whatever a hostile body is made of', () => {
  for (const part of ['""', '\\"', '\\', '"\\', 'a'])
    expect(timed(() => lift(`"${part.repeat(40_000_000 / part.length)}`))).toBeLessThan(5000)
})
