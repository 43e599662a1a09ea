/** Proves that accepted documents are named as people call them, or not at all. */
import { expect, it } from 'vitest'
import { acceptedDocuments } from './accepted-documents.ts'

function accepted(valid_id_types: readonly string[], valid_countries: readonly string[] = []): string | undefined {
  const requirements = { document: { valid_id_types, valid_countries } }
  return acceptedDocuments({
    kind: 'ID_VERIFICATION',
    isRunning: false,
    failureReason: undefined,
    requirements,
    slots: [],
  })
}

it.each([
  [['passport'], [], 'passport'],
  [['passport-us', 'driver-license', 'drivers_license'], [], 'passport or driving licence'],
  [['national_id'], ['CA', 'mx'], 'identity card from Canada or Mexico'],
  [[], ['CA'], 'ID with your photo from Canada'],
  [[], [], undefined],
  [['library_card'], ['CA'], undefined],
  [['passport'], ['CAN'], 'passport'],
])('%j of %j are called %j', (types, countries, words) => {
  expect(accepted(types, countries)).toBe(words)
})
