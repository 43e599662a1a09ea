import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { RunContext } from '../step-kind.ts'
import { consentStep } from './kind.ts'
import { type ConsentSettings, MAX_CONSENT_TEXT_LENGTH } from './settings.ts'

const RUN: RunContext = {
  today: '2026-11-30',
  thresholds: { match: 0.45, review: 0.3 },
  stepIds: ['CONSENT'],
  earlier: [],
  retakes: 0,
}
const TEXT = 'I agree to the terms. Ich stimme zu – ja.'
const VERSION = createHash('sha256').update(TEXT).digest('hex').slice(0, 16)

const plain = consentStep.settings.parse({ consent_text: TEXT })
const signed = consentStep.settings.parse({ consent_text: TEXT, require_signature: true })

function parse(body: unknown) {
  return consentStep.submission(plain).safeParse(body)
}

function refuse(settings: ConsentSettings, body: unknown, uploads: readonly string[] = []) {
  return consentStep.refuse?.({
    settings,
    body: consentStep.submission(settings).parse(body),
    uploads: new Set(uploads),
  })
}

function run(settings: ConsentSettings, given: unknown) {
  const body = consentStep.submission(settings).parse(given)
  const input = { settings, body, facts: body, run: RUN }
  const verdict = consentStep.judge(input)
  return { verdict, findings: consentStep.findings(input, verdict), analysis: consentStep.analysis(input) }
}

describe('settings', () => {
  it('asks for no signature unless told', () => {
    expect(plain).toEqual({ consent_text: TEXT, require_signature: false })
  })

  it.each(['', '   \n'])('refuses the empty text %j', (consent_text) => {
    expect(consentStep.settings.safeParse({ consent_text }).success).toBe(false)
  })

  it.each([
    [{}, ['consent_text'], 'invalid_type'],
    [{ consent_text: 7 }, ['consent_text'], 'invalid_type'],
    [{ consent_text: 'a'.repeat(MAX_CONSENT_TEXT_LENGTH + 1) }, ['consent_text'], 'too_big'],
    [{ consent_text: TEXT, require_signature: 'yes' }, ['require_signature'], 'invalid_type'],
    [{ consent_text: TEXT, colour: 'red' }, [], 'unrecognized_keys'],
  ])('refuses %j', (settings, path, code) => {
    expect(consentStep.settings.safeParse(settings).error?.issues).toMatchObject([{ path, code }])
  })

  it('has a JSON Schema with words for the console', () => {
    expect(z.toJSONSchema(consentStep.settings, { io: 'input' })).toMatchObject({
      required: ['consent_text'],
      properties: { consent_text: { title: 'Text', maxLength: MAX_CONSENT_TEXT_LENGTH } },
    })
  })
})

describe('what is asked', () => {
  it('names the version of the text by its digest', () => {
    expect(consentStep.requirements(plain)).toEqual({ text: TEXT, text_version: VERSION, signature_required: false })
  })

  it('takes a signature only when the settings ask for one', () => {
    expect(consentStep.slots(plain)).toEqual([])
    expect(consentStep.slots(signed)).toEqual([{ slot: 'signature', required: false, takes: 'picture' }])
  })
})

describe('a submission', () => {
  it.each([
    [{}, 'invalid_type'],
    [{ accepted: 'true' }, 'invalid_type'],
    [{ accepted: true, legal_name: '  ' }, 'too_small'],
    [{ accepted: true, legal_name: 'a'.repeat(201) }, 'too_big'],
    [{ accepted: true, legal_name: 'Ana Lima', email: 'ana@example.org' }, 'unrecognized_keys'],
  ])('is refused as %j', (body, code) => {
    expect(parse(body).error?.issues).toMatchObject([{ code }])
  })

  it('needs a name with a yes', () => {
    expect(refuse(plain, { accepted: true })).toEqual({ legal_name: 'is required with accepted: true' })
    expect(refuse(plain, { accepted: true, legal_name: ' Ana Lima ' })).toEqual({})
  })

  it('needs a signature with a yes when the settings ask for one', () => {
    const yes = { accepted: true, legal_name: 'Ana Lima' }
    expect(Object.keys(refuse(signed, yes) ?? {})).toEqual(['uploads.signature'])
    expect(refuse(signed, yes, ['signature'])).toEqual({})
  })

  it('needs neither with a no', () => {
    expect(refuse(signed, { accepted: false })).toEqual({})
  })
})

describe('the verdict', () => {
  it('passes a yes and keeps the name with it', () => {
    const { verdict, findings, analysis } = run(signed, { accepted: true, legal_name: ' Ana Lima ' })
    expect(verdict.outcome).toBe('pass')
    expect(analysis).toEqual({
      consent_data: { accepted: true, text_version: VERSION, legal_name: 'Ana Lima', signed: true },
    })
    expect(findings).toMatchObject([
      { name: 'consent', verdict: 'pass', values: { legal_name: 'Ana Lima' }, open: ['text_version', 'accepted'] },
      { name: 'signature', verdict: 'not_measured', values: { signed: true } },
    ])
  })

  it('declines the session on a no', () => {
    const { verdict, findings, analysis } = run(plain, { accepted: false })
    expect(verdict).toEqual({ outcome: 'doubt', reasons: [{ code: 'CONSENT_DECLINED', severity: 'CRITICAL' }] })
    expect(findings).toMatchObject([{ name: 'consent', verdict: 'fail', codes: ['CONSENT_DECLINED'] }])
    expect(analysis).toEqual({ consent_data: { accepted: false, text_version: VERSION, signed: false } })
  })

  it('opens everything but the name', () => {
    expect(consentStep.open).toEqual(['consent_data.accepted', 'consent_data.text_version', 'consent_data.signed'])
  })
})
