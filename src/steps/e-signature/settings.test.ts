import { expect, it } from 'vitest'
import * as z from 'zod'
import { eSignatureSettings } from './settings.ts'

it('keeps what is given and adds nothing', () => {
  const given = { template_id: 'tpl_1', template_signer_count: 2, sender_role: 'Seller' }
  expect(eSignatureSettings.parse(given)).toEqual(given)
})

it.each([
  [{}, ['template_id'], 'invalid_type'],
  [{ template_id: '', template_signer_count: 1 }, ['template_id'], 'too_small'],
  [{ template_id: 'tpl_1', template_signer_count: 0 }, ['template_signer_count'], 'too_small'],
  [{ template_id: 'tpl_1', template_signer_count: 3 }, ['template_signer_count'], 'too_big'],
  [{ template_id: 'tpl_1', template_signer_count: '1' }, ['template_signer_count'], 'invalid_type'],
  [{ template_id: 'tpl_1', template_signer_count: 1, colour: 'red' }, [], 'unrecognized_keys'],
])('refuses %j', (settings, path, code) => {
  expect(eSignatureSettings.safeParse(settings).error?.issues[0]).toMatchObject({ path, code })
})

it('has a JSON Schema for the console', () => {
  expect(z.toJSONSchema(eSignatureSettings, { io: 'input' }).required).toEqual(['template_id', 'template_signer_count'])
})
