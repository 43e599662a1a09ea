import { expect, it } from 'vitest'
import type { Attempt, StepFindings } from '../../data/session-detail.ts'
import { comparedPictures, findSignature, otherFiles } from './files.ts'

function aFile(slot: string, change: Partial<Attempt> = {}): Attempt {
  const base = { state: 'stored', contentType: 'image/jpeg', sizeBytes: 10, createdAt: '2026-11-30' } as const
  return { id: `${slot} ${change.state ?? 'stored'}`, slot, ...base, ...change }
}

const EVIDENCE = [
  aFile('id_front'),
  aFile('selfie_front'),
  aFile('signature'),
  ...['bill/10', 'bill/2', 'bill/1'].map((slot) => aFile(slot)),
  aFile('bill/3', { state: 'superseded' }),
  aFile('bill', { contentType: 'application/pdf' }),
  aFile('bill', { state: 'superseded' }),
  aFile('custom-prompts-list_0'),
]
const CHECKS: readonly StepFindings[] = [
  {
    ...{ step: 'CUSTOM_PROMPT', status: 'COMPLETED', isChecking: false, attempts: 1 },
    findings: [
      {
        ...{ name: 'file', verdict: 'doubtful', codes: ['FILES_TO_REVIEW'] },
        values: { slot: 'custom-prompts-list_0', prompt: 'Hold up 3 fingers' },
      },
    ],
  },
]

it('pictures to compare, signatures and other files are kept apart', () => {
  expect(comparedPictures(EVIDENCE).map(({ slot }) => slot)).toEqual(['id_front', 'selfie_front'])
  expect(findSignature(EVIDENCE, 'CONSENT')?.slot).toBe('signature')
  expect(findSignature(EVIDENCE, 'CUSTOM_FORM')).toBeUndefined()
  expect(otherFiles(EVIDENCE, CHECKS).map(({ label }) => label)).toEqual(['Hold up 3 fingers', 'Bill'])
})

it('a PDF is shown by the pictures of its pages in their order, a picture by itself', () => {
  const [prompt, bill] = otherFiles(EVIDENCE, CHECKS)
  expect(bill?.pages.map(({ slot }) => slot)).toEqual(['bill/1', 'bill/2', 'bill/10'])
  expect(prompt?.pages).toEqual([prompt?.file])
})
