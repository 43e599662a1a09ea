import { expect, it } from 'vitest'
import { listBasis, listModels } from './decision-basis.tsx'

const BASIS = {
  rulesVersion: '2026-11-30',
  thresholds: { match: 0.45, other_limit: 0.2 },
  models: { ID_VERIFICATION: { detector: 'ab12', faceEmbed: 'cd34' }, CONSENT: {} },
}

it('the basis of a decision names rules, thresholds and models, known or not', () => {
  expect(listBasis(BASIS)).toEqual([
    ['Version of the rules', '2026-11-30'],
    ['Faces count as one person from', '0.45 (cosine similarity)'],
    ['Other limit', '0.2 (cosine similarity)'],
  ])
  expect(listModels(BASIS)).toEqual([
    { step: 'ID verification', model: 'detector', hash: 'ab12' },
    { step: 'ID verification', model: 'face embed', hash: 'cd34' },
  ])
})
