import { expect, it } from 'vitest'
import { firstAnswer, listTargets, replacePart } from './condition.ts'

const ITEMS = [
  { label: 'Do you own a home?', type: 'yes-no' },
  { label: 'Which kind?', type: 'dropdown', key: 'kind', options: ['House', 'Flat'] },
  { label: 'Deed', type: 'file-upload' },
  { label: '', type: 'number' },
]

it('a question can depend on earlier ones that have words and an answer', () => {
  const targets = listTargets(ITEMS)
  expect(targets.map(({ name }) => name)).toEqual(['Do you own a home?', 'kind'])
  expect(targets.map(firstAnswer)).toEqual([true, 'House'])
})

it('a condition follows the words of the question that it names', () => {
  const depends = { label: 'Since when?', type: 'date', conditional: { field: 'Do you own a home?', value: true } }
  const [, changed] = replacePart([{ label: 'Do you own a home?', type: 'yes-no' }, depends], 0, 'label', 'Own a home?')
  expect(changed?.conditional).toEqual({ field: 'Own a home?', value: true })
  const twins = [ITEMS[0] ?? {}, ITEMS[0] ?? {}, depends]
  expect(replacePart(twins, 0, 'label', 'Other')[2]).toEqual(depends)
})

it('a part that is set to nothing is left out', () => {
  expect(replacePart([{ label: 'A', help_text: 'B' }], 0, 'help_text', undefined)).toEqual([{ label: 'A' }])
})
