/** Proves which questions are asked, what is sent of the answers, and whose fault a refusal is. */
import { expect, it } from 'vitest'
import { askedQuestions, parseNumber, parseQuestions, toAnswers, toFaults } from './fields.ts'

const QUESTIONS = parseQuestions({
  fields: [
    { key: 'job', label: 'Job', type: 'dropdown', required: true, options: ['Cook', 'Other'] },
    {
      key: 'which',
      label: 'Which?',
      type: 'short-text',
      required: true,
      conditional: { field: 'job', value: 'Other' },
    },
    { key: 'why', label: 'Why?', type: 'long-text', required: false, conditional: { field: 'which', value: 'Spy' } },
    { key: 'abroad', label: 'Abroad?', type: 'yes-no', required: false },
    {
      key: 'where',
      label: 'Where?',
      type: 'multi-select',
      options: ['A', 'B'],
      conditional: { field: 'abroad', value: 'yes' },
    },
    { key: 'income', label: 'Income', type: 'currency', required: false },
    { key: 'rich', label: 'Rich?', type: 'checkbox', conditional: { field: 'income', value: '1000' } },
    { key: 'proof', label: 'Proof', type: 'file-upload', required: false, help_text: 'A payslip.' },
  ],
})

const keysOf = (draft: Parameters<typeof askedQuestions>[1]) => askedQuestions(QUESTIONS, draft).map(({ key }) => key)

it('a question appears with the answer that it depends on, and goes with it', () => {
  expect(keysOf({})).toEqual(['job', 'abroad', 'income', 'proof'])
  expect(keysOf({ job: 'Other' })).toContain('which')
  expect(keysOf({ job: 'Other', which: 'Spy' })).toContain('why')
  expect(keysOf({ job: 'Cook', which: 'Spy' })).not.toContain('why')
  expect(keysOf({ abroad: true })).toContain('where')
  expect(keysOf({ abroad: false })).not.toContain('where')
  expect(keysOf({ income: '1,000.00' })).toContain('rich')
})

it('only questions that are asked and answered are sent, in the server’s types', () => {
  const draft = { job: 'Cook', which: 'Spy', abroad: false, income: '1 250,5', where: [] }
  const file = { name: 'a.pdf', sizeBytes: 3, type: '' }
  expect(toAnswers(askedQuestions(QUESTIONS, draft), draft, { proof: file })).toEqual({
    job: 'Cook',
    abroad: false,
    income: 1250.5,
    proof: { file_name: 'a.pdf', file_size: 3, file_type: 'application/pdf' },
  })
})

it.each([
  ['1250.50', 1250.5],
  ['1,250', 1250],
  ['12,5', 12.5],
  ['-3', -3],
  ['.5', 0.5],
  ['1e3', undefined],
  ['12 apples', undefined],
  ['', undefined],
])('%j is read as %j', (text, number) => {
  expect(parseNumber(text)).toBe(number)
})

it('a hint stands at its question in words of the page, and one about nothing that is seen is told apart', () => {
  const asked = askedQuestions(QUESTIONS, {})
  const hint = (...path: string[]) => ({ code: 'invalid_value', path, message: 'needs an answer' })
  expect(toFaults(asked, { income: 'much' }, [hint('answers', 'job'), hint('answers', 'income')])).toEqual({
    faults: { job: 'Answer this question.', income: 'Enter a number, such as 1250.50.' },
    others: false,
  })
  expect(toFaults(asked, {}, [hint('answers', 'why')])).toEqual({ faults: {}, others: true })
  expect(toFaults(asked, {}, [])).toEqual({ faults: {}, others: true })
})
