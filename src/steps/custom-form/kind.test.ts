import { describe, expect, it } from 'vitest'
import { customFormStep as step } from './kind.ts'

const RUN = { today: '2026-11-30', thresholds: { match: 0.45, review: 0.3 }, stepIds: [], earlier: [], retakes: 0 }
const FILE = {
  file_key: 'org/session/1-lease.pdf',
  file_name: 'lease.pdf',
  file_size: 10,
  file_type: 'application/pdf',
}

const settings = step.settings.parse({
  fields: [
    { key: 'short', label: 'Short', type: 'short-text', required: true, help_text: 'In one line' },
    { key: 'long', label: 'Long', type: 'long-text' },
    { key: 'one', label: 'One', type: 'dropdown', options: ['a', 'b'] },
    { key: 'any', label: 'Any', type: 'multi-select', options: ['a', 'b', 'c'] },
    { key: 'box', label: 'Box', type: 'checkbox' },
    { key: 'rents', label: 'Do you rent?', type: 'yes-no' },
    { key: 'day', label: 'Day', type: 'date' },
    { key: 'count', label: 'Count', type: 'number' },
    { key: 'sum', label: 'Sum', type: 'currency' },
    { key: 'photo', label: 'Photo', type: 'file-upload', required: true },
    {
      key: 'rent',
      label: 'Rent',
      type: 'currency',
      required: true,
      conditional: { field: 'rents', value: 'yes' },
    },
    { key: 'lease', label: 'Lease', type: 'file-upload', required: true, conditional: { field: 'rent', value: 900 } },
  ],
})

function refuse(answers: Record<string, unknown>, ...uploads: string[]) {
  const body = step.submission(settings).parse({ answers })
  return step.refuse?.({ settings, body, uploads: new Set(uploads) }) ?? {}
}

function run(answers: Record<string, unknown>) {
  const body = step.submission(settings).parse({ answers })
  const input = { settings, body, facts: body, run: RUN }
  const verdict = step.judge(input)
  return { verdict, findings: step.findings(input, verdict), analysis: step.analysis(input) }
}

describe('what is asked', () => {
  it('names every question by its key, conditions too', () => {
    const form = step.settings.parse({
      fields: [
        { label: 'Your job', type: 'dropdown', options: ['Nurse', 'Cook'] },
        { label: 'Since?', type: 'date', required: true, conditional: { field: 'Your job', value: 'Cook' } },
      ],
    })
    expect(step.requirements(form)).toEqual({
      fields: [
        { key: 'your_job', label: 'Your job', type: 'dropdown', required: false, options: ['Nurse', 'Cook'] },
        {
          key: 'since',
          label: 'Since?',
          type: 'date',
          required: true,
          conditional: { field: 'your_job', value: 'Cook' },
        },
      ],
    })
  })

  it('takes files, and those that are always asked must come', () => {
    expect(step.slots(settings)).toEqual([
      { slot: 'photo', required: true, takes: 'picture_or_pdf' },
      { slot: 'lease', required: false, takes: 'picture_or_pdf' },
    ])
  })
})

describe('the answers as a whole', () => {
  it('need everything that is required and asked', () => {
    expect(refuse({ short: '  ', rents: true })).toEqual({
      'answers.short': 'needs an answer',
      'answers.photo': 'needs a file',
      'answers.rent': 'needs an answer',
    })
  })

  it('need nothing that its condition hides', () => {
    expect(refuse({ short: 'x', rents: false, rent: null }, 'photo')).toEqual({})
  })

  it('refuse an answer or a file to a question that is not asked, however deep its condition lies', () => {
    expect(Object.keys(refuse({ short: 'x', rents: false, rent: 900, lease: FILE }, 'photo', 'lease'))).toEqual([
      'answers.rent',
      'answers.lease',
    ])
    expect(refuse({ short: 'x', rents: false }, 'photo', 'lease')['answers.lease']).toMatch(/^must be left out/)
  })

  it('need the file of an answer that names one', () => {
    const answers = { short: 'x', rents: true, rent: 900, photo: FILE, lease: FILE }
    expect(refuse(answers, 'photo')).toEqual({ 'answers.lease': 'needs its file among the uploads' })
    expect(refuse(answers, 'photo', 'lease')).toEqual({})
  })

  it('need a required box to be ticked', () => {
    const form = step.settings.parse({ fields: [{ label: 'True', type: 'checkbox', required: true }] })
    const check = (answer: boolean) =>
      step.refuse?.({ settings: form, body: { answers: { true: answer } }, uploads: new Set() })
    expect(check(false)).toEqual({ 'answers.true': 'must be ticked' })
    expect(check(true)).toEqual({})
  })

  it('treat a box that is left out as not ticked', () => {
    const form = step.settings.parse({
      fields: [
        { label: 'Box', type: 'checkbox' },
        { label: 'Why not', type: 'short-text', required: true, conditional: { field: 'Box', value: false } },
      ],
    })
    expect(step.refuse?.({ settings: form, body: { answers: {} }, uploads: new Set() })).toEqual({
      'answers.why_not': 'needs an answer',
    })
  })
})

describe('the verdict', () => {
  const answers = { any: ['a', 'c'], short: 'x', long: ' ', box: false, rents: true, rent: 0, photo: FILE }

  it('is a pass: answers are shown and judged by nobody', () => {
    expect(run(answers).verdict.outcome).toBe('pass')
    expect(run(answers).findings).toMatchObject([
      { name: 'answers', verdict: 'pass', values: { asked: 11, answered: 6 } },
    ])
  })

  it('records what was asked and answered, in the order of the form', () => {
    expect(run(answers).analysis).toEqual({
      custom_form_data: [
        { question: 'Short', answer: 'x', type: 'short-text' },
        { question: 'Any', answer: ['a', 'c'], type: 'multi-select' },
        { question: 'Box', answer: false, type: 'checkbox' },
        { question: 'Do you rent?', answer: true, type: 'yes-no' },
        { question: 'Photo', answer: 'lease.pdf', type: 'file-upload' },
        { question: 'Rent', answer: 0, type: 'currency' },
      ],
    })
  })

  it('opens questions and kinds, never answers', () => {
    expect(step.open).toEqual(['custom_form_data.*.question', 'custom_form_data.*.type'])
  })
})
