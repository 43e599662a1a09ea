import { expect, it } from 'vitest'
import * as z from 'zod'
import { phoneVerificationSettings } from './settings.ts'

it.each([{}, { verification_prompt: 'Say your name' }, { verification_prompt: 'a'.repeat(60) }])(
  'keeps %j as it is, without defaults',
  (given) => {
    expect(phoneVerificationSettings.parse(given)).toEqual(given)
  },
)

it.each([
  [{ verification_prompt: '' }, 'too_small'],
  [{ verification_prompt: 'a'.repeat(61) }, 'too_big'],
  [{ verification_prompt: 7 }, 'invalid_type'],
  [{ prompt: 'Say your name' }, 'unrecognized_keys'],
])('refuses %j', (settings, code) => {
  expect(phoneVerificationSettings.safeParse(settings).error?.issues).toMatchObject([{ code }])
})

it('has a JSON Schema for the console', () => {
  expect(z.toJSONSchema(phoneVerificationSettings, { io: 'input' })).toMatchObject({
    properties: { verification_prompt: { maxLength: 60 } },
  })
})
