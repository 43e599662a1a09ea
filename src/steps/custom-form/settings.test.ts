import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { listFields } from './form-fields.ts'
import { MAX_FIELDS } from './questions.ts'
import { customFormSettings } from './settings.ts'

const text = (label: string, more: Record<string, unknown> = {}) => ({ label, type: 'short-text', ...more })
const keyed = (key: string, more: Record<string, unknown> = {}) => ({
  ...text(key),
  key,
  template_id: 't1',
  section_id: 's1',
  ...more,
})

function issues(...fields: Record<string, unknown>[]) {
  return customFormSettings.safeParse({ fields }).error?.issues
}

function keys(settings: unknown) {
  return listFields(customFormSettings.parse(settings)).map(({ key }) => key)
}

describe('the questions', () => {
  it('are stored as they were given', () => {
    const given = {
      questionnaire_fields: [keyed('job', { required: true, help_text: '' })],
      fields: [text('Since when?', { type: 'date', conditional: { field: 'job', value: 'Nurse' } })],
    }
    expect(customFormSettings.parse(given)).toEqual(given)
  })

  it('may come as a map from key to question', () => {
    const map = { job: text('Your job'), since: text('Since when?', { type: 'date' }) }
    expect(customFormSettings.parse({ fields: map }).fields).toEqual([
      { ...map.job, key: 'job' },
      { ...map.since, key: 'since' },
    ])
  })

  it('get keys from their words, each once and none of those that others have', () => {
    expect(
      keys({
        questionnaire_fields: [keyed('your_job')],
        fields: [text('Your job?'), text('Your job'), text('仕事'), text('Constructor'), text('Pet', { key: 'pet' })],
      }),
    ).toEqual(['your_job', 'your_job_2', 'your_job_3', 'question_4', 'constructor_2', 'pet'])
  })

  it('have a JSON Schema that the console can show as lists', () => {
    expect(z.toJSONSchema(customFormSettings, { io: 'input' })).toMatchObject({
      properties: {
        fields: { type: 'array', maxItems: MAX_FIELDS, title: 'Questions', items: { required: ['label', 'type'] } },
        questionnaire_fields: { type: 'array' },
      },
    })
  })
})

describe('what is refused', () => {
  it.each([
    [[text('')], ['fields', 0, 'label'], 'invalid_format'],
    [[text('Job', { type: 'colour' })], ['fields', 0, 'type'], 'invalid_value'],
    [[text('Job', { required: 'yes' })], ['fields', 0, 'required'], 'invalid_type'],
    [[text('Job', { width: 2 })], ['fields', 0], 'unrecognized_keys'],
    [[text('Job', { template_id: 't1' })], ['fields', 0], 'unrecognized_keys'],
    [[text('Job', { key: '__proto__' })], ['fields', 0, 'key'], 'custom'],
    [[text('Job', { key: 'my job' })], ['fields', 0, 'key'], 'invalid_format'],
    [[text('Job', { key: 'job' }), text('Work', { key: 'job' })], ['fields', 1, 'key'], 'custom'],
    [[text('Job', { type: 'dropdown' })], ['fields', 0, 'options'], 'custom'],
    [[text('Job', { type: 'multi-select', options: [] })], ['fields', 0, 'options'], 'custom'],
    [[text('Job', { type: 'dropdown', options: ['Nurse', 'Nurse'] })], ['fields', 0, 'options'], 'custom'],
    [Array.from({ length: MAX_FIELDS + 1 }, (_, at) => text(`Question ${at}`)), ['fields'], 'too_big'],
  ])('%j', (fields, path, code) => {
    expect(issues(...fields)).toMatchObject([{ path, code }])
  })

  it.each([{}, { fields: [] }, { fields: {} }, { questionnaire_fields: [] }])(
    'a form without questions: %j',
    (given) => {
      expect(customFormSettings.safeParse(given).error?.issues).toMatchObject([{ path: ['fields'], code: 'custom' }])
    },
  )

  it('a list that is none', () => {
    expect(customFormSettings.safeParse({ fields: 'Job' }).error?.issues).toMatchObject([{ code: 'invalid_type' }])
  })

  it('questions of a questionnaire without key, template and section', () => {
    const parsed = customFormSettings.safeParse({ questionnaire_fields: [text('Job')] })
    expect(parsed.error?.issues.map(({ path }) => path.at(-1))).toEqual(['key', 'template_id', 'section_id'])
  })

  it('51 questions in both lists together', () => {
    const lists = {
      questionnaire_fields: [keyed('job')],
      fields: Array.from({ length: MAX_FIELDS }, (_, at) => text(`Question ${at}`)),
    }
    expect(customFormSettings.safeParse(lists).error?.issues).toMatchObject([{ path: ['fields'], code: 'custom' }])
  })

  it('a key that nobody knows', () => {
    expect(customFormSettings.safeParse({ fields: [text('Job')], colour: 'red' }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['colour'] },
    ])
  })
})

describe('a condition', () => {
  const on = (field: string, value: unknown = 'Nurse') => text('Since when?', { conditional: { field, value } })

  it('names an earlier question by its words or by its key', () => {
    expect(issues(text('Your job'), on('Your job'))).toBeUndefined()
    expect(issues(text('Your job'), on('your_job'))).toBeUndefined()
    expect(issues(text('Your job', { key: 'j' }), on('j'))).toBeUndefined()
  })

  it.each([
    ['itself', [on('Since when?')], 'field'],
    ['a later question', [on('Your job'), text('Your job')], 'field'],
    ['the words of a question that has a key', [text('Your job', { key: 'j' }), on('Your job')], 'field'],
    ['one of two questions with the same words', [text('Job'), text('Job'), on('Job')], 'field'],
    ['a file', [text('Job', { type: 'file-upload' }), on('Job')], 'field'],
    ['an option that is not offered', [text('Job', { type: 'dropdown', options: ['Cook'] }), on('Job')], 'value'],
    ['a text as a number', [text('Job', { type: 'number' }), on('Job')], 'value'],
    ['a text as yes or no', [text('Job', { type: 'yes-no' }), on('Job', 'maybe')], 'value'],
    ['a day that does not exist', [text('Job', { type: 'date' }), on('Job', '2026-02-30')], 'value'],
    ['no text', [text('Job'), on('Job', ' ')], 'value'],
  ])('cannot wait for %s', (_, fields, key) => {
    const path = ['fields', fields.length === 1 ? 0 : fields.findIndex((field) => 'conditional' in field)]
    expect(issues(...fields)).toMatchObject([{ path: [...path, 'conditional', key], code: 'custom' }])
  })
})
