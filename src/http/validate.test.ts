import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { AppError } from '../lib/errors.ts'
import { compileValidator } from './validate.ts'

const schema = z.strictObject({
  name: z.string().min(1, 'must not be empty'),
  steps: z.array(z.strictObject({ id: z.string() })).default([]),
})
const validate = compileValidator({ schema, method: 'POST', url: '/', httpPart: 'body' })

function refusal(data: unknown): AppError {
  const result = validate(data) as { error?: unknown }
  if (!(result.error instanceof AppError)) throw new Error('it was accepted')
  return result.error
}

describe('the validator', () => {
  it('hands over what the schema made of the data', () => {
    expect(validate({ name: 'Anna' })).toEqual({ value: { name: 'Anna', steps: [] } })
  })

  it('gives every bad field a hint of its own, with its whole path', () => {
    const error = refusal({ name: '', steps: [{ id: 'a' }, { id: 7, colour: 'blue' }], size: 1, weight: 2 })
    expect(error.code).toBe('validation_failed')
    expect(error.hints?.map(({ path }) => path.join('.')).sort()).toEqual([
      'name',
      'size',
      'steps.1.colour',
      'steps.1.id',
      'weight',
    ])
  })

  it('says the first one in the message, with its name', () => {
    expect(refusal({ name: '' }).message).toBe('name: must not be empty')
    expect(refusal([]).message).toMatch(/^body: /)
  })

  it('says of a field that is missing that it is required, and of another type what was expected', () => {
    expect(refusal({}).message).toBe('name: is required')
    expect(refusal({ name: 'Anna', steps: [{}] }).hints).toEqual([
      { code: 'invalid_type', path: ['steps', 0, 'id'], message: 'is required' },
    ])
    expect(refusal({ name: 7 }).message).toMatch(/^name: .*expected string/)
  })

  it('takes a body that is missing for an empty one', () => {
    for (const nothing of [undefined, null]) expect(refusal(nothing).hints?.[0]?.path).toEqual(['name'])
  })
})

describe('text that no column takes', () => {
  const loose = compileValidator({ schema: z.looseObject({}), method: 'POST', url: '/', httpPart: 'body' })
  const hintsOf = (data: unknown) => {
    const { error } = loose(data) as { error?: unknown }
    return error instanceof AppError ? error.hints?.map(({ code, path }) => [code, path]) : undefined
  }

  it('is refused wherever it stands, naming the field', () => {
    expect(hintsOf({ name: 'a\0b' })).toEqual([['invalid_text', ['name']]])
    expect(hintsOf({ list: ['x', { deep: '\ud800' }] })).toEqual([['invalid_text', ['list', 1, 'deep']]])
    expect(hintsOf({ map: { 'a\0': true } })).toEqual([['invalid_text', ['map']]])
  })

  it('is told from every other text, whole surrogate pairs included', () => {
    expect(loose({ name: 'Ω 😀 \n' })).toEqual({ value: { name: 'Ω 😀 \n' } })
  })

  it('is looked for in a body as deep as it is long', () => {
    let nested: unknown = 'end'
    for (let depth = 0; depth < 100_000; depth++) nested = [nested]
    expect('value' in (loose({ nested }) as object)).toBe(true)
  })
})
