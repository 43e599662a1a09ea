import fc from 'fast-check'
import type { FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import { acceptCamelCase, acceptSnakeCase, toCamelCase, toSnakeCase } from './aliases.ts'

async function rewrite(hook: (req: FastifyRequest) => Promise<void>, parts: { body?: unknown; query?: unknown }) {
  // The hooks look at nothing but these two.
  await hook(parts as FastifyRequest)
  return parts
}

describe('snake_case on a camelCase route', () => {
  const hook = acceptSnakeCase(['firstName', 'email', 'expiresInHours'])

  it('becomes camelCase, for the names of the route only', async () => {
    const body = { first_name: 'Anna', email: 'a@b.c', expires_in_hours: 2, other_name: 'stays' }
    expect((await rewrite(hook, { body })).body).toEqual({
      firstName: 'Anna',
      email: 'a@b.c',
      expiresInHours: 2,
      other_name: 'stays',
    })
  })

  it('loses to the camelCase value when both are sent, whatever that is', async () => {
    for (const value of ['Camel', '', null, undefined]) {
      const body = { first_name: 'snake', firstName: value }
      expect((await rewrite(hook, { body })).body).toEqual({ firstName: value })
    }
  })

  it('leaves bodies that are no objects alone', async () => {
    for (const body of [undefined, null, 'text', 7, ['first_name']]) {
      expect((await rewrite(hook, { body })).body).toEqual(body)
    }
  })
})

describe('camelCase on a snake_case route', () => {
  const hook = acceptCamelCase(['new_status', 'limit'])

  it('becomes snake_case in body and query, and wins when both are sent', async () => {
    const parts = { body: { newStatus: 'VERIFIED', new_status: 'REJECTED' }, query: { newStatus: 'x', limit: '5' } }
    expect(await rewrite(hook, parts)).toEqual({
      body: { new_status: 'VERIFIED' },
      query: { new_status: 'x', limit: '5' },
    })
  })
})

describe('the two spellings', () => {
  it('turn into each other and back', () => {
    expect(toSnakeCase('expiresInHours')).toBe('expires_in_hours')
    expect(toCamelCase('id_extracted_text')).toBe('idExtractedText')
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const snake = words.join('_')
        expect(toSnakeCase(toCamelCase(snake))).toBe(snake)
      }),
    )
  })
})
