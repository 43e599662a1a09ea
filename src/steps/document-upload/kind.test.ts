import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { DocumentFileFacts } from '../facts.ts'
import type { RunContext } from '../step-kind.ts'
import { MAX_RETAKES } from '../verdict.ts'
import { documentUploadStep as step } from './kind.ts'
import { type DocumentUploadSettings, MAX_DOCUMENTS } from './settings.ts'

const RUN: RunContext = {
  today: '2026-11-30',
  thresholds: { match: 0.45, review: 0.3 },
  stepIds: ['DOCUMENT_UPLOAD'],
  earlier: [],
  retakes: 0,
}
const PDF: DocumentFileFacts = {
  format: 'pdf',
  pageCount: 3,
  isEncrypted: false,
  isDamaged: false,
  isTooLong: false,
  isTooCostly: false,
  hasScripts: false,
  pages: [],
  metadata: { title: 'Bill of Ana Lima', author: 'Ana Lima', producer: 'Printer' },
}
const PICTURE: DocumentFileFacts = { ...PDF, format: 'image', pageCount: 1, metadata: undefined }

const settings = step.settings.parse({
  documents: [
    { id: 'lease', description: 'Your lease' },
    { id: 'bill', description: 'A bill', optional: true },
    { id: 'payslip', description: 'A payslip', optional: true },
  ],
  minimum_optional_uploads: 1,
})

function issues(change: Record<string, unknown>) {
  const documents = [{ id: 'lease', description: 'Your lease' }]
  return step.settings.safeParse({ documents, ...change }).error?.issues
}

function run(files: Record<string, DocumentFileFacts>, retakes = 0, given: DocumentUploadSettings = settings) {
  const input = { settings: given, body: {}, facts: { files }, run: { ...RUN, retakes } }
  const verdict = step.judge(input)
  return { verdict, findings: step.findings(input, verdict), analysis: step.analysis(input) }
}

describe('settings', () => {
  it('fills in what is left out', () => {
    expect(step.settings.parse({ documents: [{ id: 'lease', description: 'Your lease' }] })).toEqual({
      documents: [{ id: 'lease', description: 'Your lease', optional: false }],
      minimum_optional_uploads: 0,
      enable_document_risk_analysis: false,
    })
  })

  it.each([
    [{ documents: [] }, ['documents'], 'too_small'],
    [{ documents: 'lease' }, ['documents'], 'invalid_type'],
    [
      { documents: Array.from({ length: MAX_DOCUMENTS + 1 }, (_, at) => ({ id: `d${at}`, description: 'One' })) },
      ['documents'],
      'too_big',
    ],
    [{ documents: [{ id: 'my lease', description: 'Your lease' }] }, ['documents', 0, 'id'], 'invalid_format'],
    [{ documents: [{ id: '__proto__', description: 'Your lease' }] }, ['documents', 0, 'id'], 'custom'],
    [{ documents: [{ id: 'constructor', description: 'Your lease' }] }, ['documents', 0, 'id'], 'custom'],
    [{ documents: [{ id: 'lease', description: '' }] }, ['documents', 0, 'description'], 'too_small'],
    [{ documents: [{ id: 'lease', description: 'A', pages: 2 }] }, ['documents', 0], 'unrecognized_keys'],
    [
      {
        documents: [
          { id: 'lease', description: 'A' },
          { id: 'lease', description: 'B' },
        ],
      },
      ['documents', 1, 'id'],
      'custom',
    ],
    [{ minimum_optional_uploads: 1 }, ['minimum_optional_uploads'], 'custom'],
    [{ minimum_optional_uploads: -1 }, ['minimum_optional_uploads'], 'too_small'],
    [{ colour: 'red' }, [], 'unrecognized_keys'],
  ])('refuses %j', (change, path, code) => {
    expect(issues(change)).toMatchObject([{ path, code }])
  })

  it.each([
    [{ documents: [{ id: 'lease', description: 'A', extractions: [{ prompt: 'The rent', parameter: 'rent' }] }] }],
    [{ enable_document_risk_analysis: true }],
    [{ document_risk_threshold: 60 }],
  ])('says why %j is refused', (change) => {
    expect(issues(change)?.[0]?.message).toMatch(/^(Nothing is read|There is no analysis)/)
  })

  it('accepts an empty list of extractions', () => {
    expect(issues({ documents: [{ id: 'lease', description: 'A', extractions: [] }] })).toBeUndefined()
  })

  it('has a JSON Schema that says what is not available', () => {
    expect(z.toJSONSchema(step.settings, { io: 'input' })).toMatchObject({
      required: ['documents'],
      properties: { document_risk_threshold: { unavailable: 'There is no analysis of document risk.' } },
    })
  })
})

describe('what is asked', () => {
  it('is a file for each document, required unless optional', () => {
    expect(step.slots(settings)).toEqual([
      { slot: 'lease', required: true, takes: 'picture_or_pdf' },
      { slot: 'bill', required: false, takes: 'picture_or_pdf' },
      { slot: 'payslip', required: false, takes: 'picture_or_pdf' },
    ])
    expect(step.requirements(settings)).toMatchObject({
      documents: [{ id: 'lease', description: 'Your lease', optional: false, extractions: [] }, {}, {}],
      minimum_optional_uploads: 1,
    })
  })

  it('counts the optional documents', () => {
    const refuse = (...uploads: string[]) => step.refuse?.({ settings, body: {}, uploads: new Set(uploads) })
    expect(refuse('lease')).toEqual({ uploads: 'needs at least 1 of bill, payslip' })
    expect(refuse('lease', 'payslip')).toEqual({})
  })

  it('takes nothing besides uploads', () => {
    expect(step.submission(settings).safeParse({ note: 'hello' }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys' },
    ])
  })
})

describe('the verdict', () => {
  it('leaves readable files to a person', () => {
    const { verdict, findings, analysis } = run({ bill: PICTURE, lease: PDF })
    expect(verdict).toEqual({ outcome: 'doubt', reasons: [{ code: 'FILES_TO_REVIEW', severity: 'LOW' }] })
    expect(findings).toMatchObject([
      { name: 'file', verdict: 'doubtful', values: { slot: 'lease', page_count: 3, author: 'Ana Lima' } },
      { name: 'file', verdict: 'doubtful', values: { slot: 'bill', format: 'image' } },
    ])
    expect(findings[0]?.open).toEqual(['slot', 'format', 'page_count'])
    expect(analysis).toEqual({
      document_upload_data: [
        { document_id: 'lease', format: 'pdf', page_count: 3 },
        { document_id: 'bill', format: 'image', page_count: 1 },
      ],
    })
  })

  it.each([
    ['FILE_ENCRYPTED', { isEncrypted: true, isDamaged: true, pageCount: 0 }],
    ['FILE_DAMAGED', { isDamaged: true }],
    ['FILE_DAMAGED', { pageCount: 0 }],
    ['FILE_TOO_LONG', { isTooLong: true }],
  ])('asks again for %s and takes no attempt', (defect, change) => {
    const { verdict, findings } = run({ lease: { ...PDF, ...change }, bill: PDF })
    expect(verdict).toEqual({ outcome: 'cannot_judge', defect, reasons: [] })
    expect(findings).toMatchObject([{ verdict: 'doubtful', codes: [defect] }, { verdict: 'pass' }])
  })

  it('leaves a defect to a person when it was asked for often enough, with every other one', () => {
    const { verdict } = run({ lease: { ...PDF, isTooLong: true }, bill: { ...PDF, isEncrypted: true } }, MAX_RETAKES)
    expect(verdict).toEqual({
      outcome: 'doubt',
      reasons: [
        { code: 'FILE_ENCRYPTED', severity: 'HIGH' },
        { code: 'FILE_TOO_LONG', severity: 'HIGH' },
        { code: 'FILES_TO_REVIEW', severity: 'LOW' },
      ],
    })
  })

  it('passes when every document is optional and none was given', () => {
    expect(run({}).verdict.outcome).toBe('pass')
  })

  it('costs nothing when no file could be opened', () => {
    expect(step.isBillable({ files: { lease: PDF, bill: { ...PDF, isDamaged: true } } })).toBe(true)
    expect(step.isBillable({ files: { lease: { ...PDF, isEncrypted: true } } })).toBe(false)
    expect(step.isBillable({ files: {} })).toBe(false)
  })
})
