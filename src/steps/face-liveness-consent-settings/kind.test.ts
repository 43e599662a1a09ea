import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { textVersionOf } from '../consent/agreement.ts'
import type { RunContext } from '../step-kind.ts'
import { faceLivenessConsentSettingsStep as step } from './kind.ts'
import type { FaceLivenessConsentSettings } from './settings.ts'
import { BIOMETRIC_CONSENT_TEXT } from './text.ts'

const RUN: RunContext = {
  today: '2026-11-30',
  thresholds: { match: 0.45, review: 0.3 },
  stepIds: [],
  earlier: [],
  retakes: 0,
}
const VERSION = textVersionOf(BIOMETRIC_CONSENT_TEXT)

const on = step.settings.parse({})
const off = step.settings.parse({ face_liveness: false, require_signature: true })

function run(settings: FaceLivenessConsentSettings, given: unknown) {
  const body = step.submission(settings).parse(given)
  const input = { settings, body, facts: body, run: RUN }
  const verdict = step.judge(input)
  return { verdict, findings: step.findings(input, verdict), analysis: step.analysis(input) }
}

describe('settings', () => {
  it('asks for consent unless told otherwise', () => {
    expect(on).toEqual({ face_liveness: true, require_signature: false })
  })

  it('refuses a wrong type and an unknown key', () => {
    expect(step.settings.safeParse({ face_liveness: 1 }).error?.issues).toMatchObject([{ code: 'invalid_type' }])
    expect(step.settings.safeParse({ text: 'mine' }).error?.issues).toMatchObject([{ code: 'unrecognized_keys' }])
  })

  it('has a JSON Schema for the console', () => {
    expect(z.toJSONSchema(step.settings, { io: 'input' })).toMatchObject({ properties: { face_liveness: {} } })
  })
})

describe('with consent', () => {
  it('shows the fixed text with its version', () => {
    expect(step.requirements(on)).toEqual({
      consent_required: true,
      text: BIOMETRIC_CONSENT_TEXT,
      text_version: VERSION,
      signature_required: false,
    })
  })

  it('takes the answer of a consent', () => {
    const { verdict, analysis } = run(on, { accepted: true, legal_name: 'Ana Lima' })
    expect(verdict.outcome).toBe('pass')
    expect(analysis).toEqual({
      face_liveness_consent_data: { accepted: true, text_version: VERSION, legal_name: 'Ana Lima', signed: false },
    })
  })

  it('declines the session on a no', () => {
    expect(run(on, { accepted: false }).verdict.reasons).toEqual([{ code: 'CONSENT_DECLINED', severity: 'CRITICAL' }])
  })

  it('needs a name, and a signature when the settings ask for one', () => {
    const settings = step.settings.parse({ require_signature: true })
    const body = step.submission(settings).parse({ accepted: true })
    expect(Object.keys(step.refuse?.({ settings, body, uploads: new Set() }) ?? {})).toEqual([
      'legal_name',
      'uploads.liveness_consent_signature',
    ])
  })

  it('refuses an empty body', () => {
    expect(step.submission(on).safeParse({}).success).toBe(false)
  })
})

describe('without consent', () => {
  it('asks for nothing, whatever the settings say of a signature', () => {
    expect(step.requirements(off)).toEqual({ consent_required: false, signature_required: false })
    expect(step.slots(off)).toEqual([])
  })

  it('passes an empty body and finds nothing', () => {
    expect(run(off, {})).toEqual({ verdict: { outcome: 'pass', reasons: [] }, findings: [], analysis: {} })
    expect(step.refuse?.({ settings: off, body: {}, uploads: new Set() })).toEqual({})
  })

  it('refuses an answer that nobody asked for', () => {
    expect(step.submission(off).safeParse({ accepted: true }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['accepted'] },
    ])
  })
})
