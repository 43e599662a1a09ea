import { expect, it } from 'vitest'
import type { OfferedStep, Remark, Step } from '../../data/workflow-types.ts'
import { describeRemark, errorsOf, withoutTwins } from './remark-words.ts'
import { emptyItem, listShown } from './settings.ts'

const FORM: OfferedStep = {
  ...{ id: 'CUSTOM_FORM', label: 'Custom form', description: '', category: 'Documents' },
  schema: {
    properties: {
      fields: {
        ...{ type: 'array', title: 'Questions', itemTitle: 'Question' },
        items: {
          type: 'object',
          required: ['label', 'type', 'tags'],
          properties: {
            label: { type: 'string', title: 'Question' },
            type: { type: 'string', enum: ['short-text', 'dropdown'] },
            options: { type: 'array', shownWhen: { setting: 'type', is: ['dropdown', 'multi-select'] } },
            tags: { type: 'array' },
            limit: { type: 'integer' },
            risk: { type: 'boolean', unavailable: 'There is none.' },
          },
        },
      },
    },
  },
}
const STEPS: readonly Step[] = [{ id: 'CUSTOM_FORM', config: { fields: [{ label: '', type: 'dropdown' }] } }]

function aRemark(path: Remark['path'], change: Partial<Remark> = {}): Remark {
  return { code: 'invalid_format', path, message: 'must match', ...change }
}

it('a remark names the step, the entry and the setting, and says what an empty field lacks', () => {
  const label = aRemark(['steps', 0, 'config', 'fields', 0, 'label'])
  expect(describeRemark(label, STEPS, [FORM])).toBe('Custom form, Question 1, Question: must be filled in')
  const none = aRemark(['steps', 0, 'config', 'fields'])
  expect(describeRemark(none, [{ id: 'CUSTOM_FORM', config: {} }], [FORM])).toBe(
    'Custom form, Questions: add at least one',
  )
  const own = aRemark(['steps', 0, 'config', 'fields', 0, 'options'], { code: 'custom', message: 'needs one' })
  expect(errorsOf([label, own], STEPS, FORM, 'fields')).toEqual([
    { path: [0, 'label'], message: 'Must be filled in' },
    { path: [0, 'options'], message: 'Needs one' },
  ])
  const short = aRemark(label.path, { code: 'too_small', message: 'is too short' })
  expect(withoutTwins([label, short, own], STEPS, [FORM])).toEqual([label, own])
})

it('a new entry has only what is required, and shows what fits its values', () => {
  const items = FORM.schema?.properties?.fields?.items
  expect(emptyItem(items)).toEqual({ label: '', type: 'short-text', tags: [] })
  expect(listShown(items, { type: 'short-text' }).map(({ key }) => key)).toEqual(['label', 'type', 'tags', 'limit'])
  expect(listShown(items, { type: 'dropdown' }).map(({ key }) => key)).toContain('options')
})
