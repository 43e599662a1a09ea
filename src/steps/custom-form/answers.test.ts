import { describe, expect, it } from 'vitest'
import { answersSchema, fileAnswers, isAnswered, MAX_LONG_TEXT_LENGTH, MAX_SHORT_TEXT_LENGTH } from './answers.ts'
import { customFormSettings } from './settings.ts'

const FILE = {
  file_key: 'org/session/1-lease.pdf',
  file_name: 'lease.pdf',
  file_size: 10,
  file_type: 'application/pdf',
}

const settings = customFormSettings.parse({
  fields: [
    { key: 'short', label: 'Short', type: 'short-text', required: true },
    { key: 'long', label: 'Long', type: 'long-text' },
    { key: 'one', label: 'One', type: 'dropdown', options: ['a', 'b'] },
    { key: 'any', label: 'Any', type: 'multi-select', options: ['a', 'b', 'c'] },
    { key: 'box', label: 'Box', type: 'checkbox' },
    { key: 'rents', label: 'Do you rent?', type: 'yes-no' },
    { key: 'day', label: 'Day', type: 'date' },
    { key: 'count', label: 'Count', type: 'number' },
    { key: 'sum', label: 'Sum', type: 'currency' },
    { key: 'photo', label: 'Photo', type: 'file-upload', required: true },
    { key: 'lease', label: 'Lease', type: 'file-upload' },
  ],
})

function issues(answers: unknown) {
  return answersSchema(settings).safeParse({ answers }).error?.issues
}

describe('an answer', () => {
  it.each([
    ['short', 7, 'invalid_type'],
    ['short', 'a'.repeat(MAX_SHORT_TEXT_LENGTH + 1), 'too_big'],
    ['long', 'a'.repeat(MAX_LONG_TEXT_LENGTH + 1), 'too_big'],
    ['one', 'c', 'invalid_value'],
    ['any', 'a', 'invalid_type'],
    ['any', ['d'], 'invalid_value'],
    ['any', ['a', 'a'], 'custom'],
    ['box', 'true', 'invalid_type'],
    ['rents', 1, 'invalid_type'],
    ['day', '2026-02-29', 'invalid_format'],
    ['day', '30.11.2026', 'invalid_format'],
    ['count', '3', 'invalid_type'],
    ['sum', Number.POSITIVE_INFINITY, 'invalid_type'],
    ['photo', 'photo.jpg', 'invalid_type'],
    ['photo', { ...FILE, file_url: 'x' }, 'unrecognized_keys'],
  ])('to %s is refused as %j', (key, answer, code) => {
    const found = issues({ [key]: answer })
    expect(found).toMatchObject([{ code }])
    expect(found?.[0]?.path.slice(0, 2)).toEqual(['answers', key])
  })

  it('to a question that nobody asked is refused', () => {
    expect(issues({ age: 7 })).toMatchObject([{ code: 'unrecognized_keys', keys: ['age'], path: ['answers'] }])
    expect(answersSchema(settings).safeParse({ answers: {}, note: 'hi' }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['note'] },
    ])
  })

  it('may be left out or null as far as its kind goes', () => {
    expect(issues({ short: null, one: null, photo: null })).toBeUndefined()
  })
})

describe('files among the answers', () => {
  it('are found by their slot in a body as it was sent', () => {
    const answers = { photo: FILE, lease: { file_name: 'lease.pdf' }, short: { file_key: 'x' } }
    expect(fileAnswers(settings, { answers, uploads: {} })).toEqual({ photo: FILE.file_key })
  })

  it.each([undefined, null, 7, {}, { answers: [] }, { answers: { photo: { file_key: 7 } } }])(
    'are none in the body %j',
    (body) => {
      expect(fileAnswers(settings, body)).toEqual({})
    },
  )

  it('may come without their key, which the run takes out', () => {
    const { file_key: _, ...rest } = FILE
    expect(issues({ photo: rest })).toBeUndefined()
  })
})

it.each([null, undefined, '', ' ', []])('counts %j as no answer', (answer) => {
  expect(isAnswered(answer)).toBe(false)
})
