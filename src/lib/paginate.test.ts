import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openCursor, signCursor } from './paginate.ts'

const key = [Buffer.alloc(32, 7)] as const
const scopes = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 6 })
const positions = fc.array(fc.string({ maxLength: 60 }), { maxLength: 3 })

it('a cursor opens to its position under the key and scope that signed it', () => {
  fc.assert(
    fc.property(scopes, positions, (scope, position) => {
      expect(openCursor(key, scope, signCursor(key, scope, position))).toEqual(position)
    }),
  )
})

it('a cursor does not open under another scope or another key', () => {
  fc.assert(
    fc.property(scopes, scopes, positions, (scope, other, position) => {
      const cursor = signCursor(key, scope, position)
      expect(openCursor([Buffer.alloc(32, 8)], scope, cursor)).toBeUndefined()
      expect(openCursor([Buffer.alloc(32, 8), ...key], scope, cursor)).toEqual(position)
      if (JSON.stringify(scope) !== JSON.stringify(other)) expect(openCursor(key, other, cursor)).toBeUndefined()
    }),
  )
})

it('a cursor with any character changed, dropped or added does not open', () => {
  const cursor = signCursor(key, ['organization'], ['2026-11-24T12:00:00.000Z', 'id'])
  fc.assert(
    fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'Aa0-_=+/ é'), (place, character) => {
      const changed = cursor.slice(0, place) + character + cursor.slice(place + 1)
      if (changed !== cursor) expect(openCursor(key, ['organization'], changed)).toBeUndefined()
      const dropped = cursor.slice(0, place) + cursor.slice(place + 1)
      expect(openCursor(key, ['organization'], dropped)).toBeUndefined()
      const added = cursor.slice(0, place) + character + cursor.slice(place)
      if (added !== cursor) expect(openCursor(key, ['organization'], added)).toBeUndefined()
    }),
  )
})

it('what is no cursor at all does not open', () => {
  for (const text of ['', 'x', '%%%', 'x'.repeat(5000), Buffer.from('{"id":1}').toString('base64url')]) {
    expect(openCursor(key, [], text)).toBeUndefined()
  }
})
