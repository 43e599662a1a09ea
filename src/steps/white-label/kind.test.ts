import { expect, it } from 'vitest'
import { whiteLabelStep } from './kind.ts'

const settings = whiteLabelStep.settings.parse({})

it('passes when the client says that it showed the look', () => {
  const body = whiteLabelStep.submission(settings).parse({ acknowledged: true })
  const run = { today: '2026-11-30', thresholds: { match: 0.45, review: 0.3 }, stepIds: [], earlier: [], retakes: 0 }
  const input = { settings, body, facts: body, run }
  const verdict = whiteLabelStep.judge(input)
  expect(verdict.outcome).toBe('pass')
  expect(whiteLabelStep.findings(input, verdict)).toMatchObject([{ name: 'acknowledged', verdict: 'pass' }])
  expect(whiteLabelStep.requirements(settings)).toEqual({ branding: {} })
})

it.each([{}, { acknowledged: false }, { acknowledged: 'true' }, { acknowledged: true, colour: 'red' }])(
  'refuses the body %j',
  (body) => {
    expect(whiteLabelStep.submission(settings).safeParse(body).success).toBe(false)
  },
)

it('has no settings', () => {
  expect(whiteLabelStep.settings.safeParse({ colour: 'red' }).error?.issues).toMatchObject([
    { code: 'unrecognized_keys', keys: ['colour'] },
  ])
})
