import { expect, it } from 'vitest'
import { toAlpha2 } from './countries.ts'

it('every kind of code that documents hold becomes its ISO code, or stays itself', () => {
  expect(['LTU', 'QAT', 'D', 'D<<', 'GBO', 'UTO', ''].map(toAlpha2)).toEqual(['LT', 'QA', 'DE', 'DE', 'GB', 'UTO', ''])
})
