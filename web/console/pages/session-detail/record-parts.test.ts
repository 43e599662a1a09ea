import { expect, it } from 'vitest'
import { readAnswers, readFailures, sayAnswer } from './record-parts.ts'

const RAW = {
  session_record: {
    analysis_data: {
      custom_form_data: [
        { question: 'Do you own a home?', answer: true, type: 'yes-no' },
        { question: 'Income', answer: 1234.5, type: 'currency' },
        { question: 'Colours', answer: ['red', 'blue'], type: 'multi-select' },
        { question: 'Name', answer: 'An\u200Bna', type: 'short-text' },
        { question: 'Secret', answer: '•••', type: 'long-text' },
      ],
    },
    meta_data: { failureData: { failedAttempts: 1, attempts: [{ reason: 'FACE_MISMATCH', failedAt: '2026-11-30' }] } },
  },
}

it('answers are read with their questions, and hidden characters show', () => {
  expect(readAnswers(RAW).map(sayAnswer)).toEqual(['Yes', '1,234.50', 'red, blue', 'An[U+200B]na', '•••'])
})

it('failed attempts are read, and a record of any other shape has neither', () => {
  expect(readFailures(RAW)).toEqual([{ reason: 'FACE_MISMATCH', failedAt: '2026-11-30' }])
  for (const raw of [undefined, null, {}, { session_record: 3 }, { session_record: { analysis_data: [] } }]) {
    expect([readAnswers(raw), readFailures(raw)]).toEqual([[], []])
  }
})
