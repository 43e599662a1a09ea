import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../data/session-detail.ts'
import { FINDING_WORDS, orderFindings, sayFinding } from './finding-words.ts'

const ANNA = { firstName: 'Anna', lastName: 'Eriksson' }

function aFinding(change: Partial<Finding>): Finding {
  return { name: 'age', verdict: 'pass', codes: [], values: {}, ...change }
}

describe('the words of findings', () => {
  const source = readFileSync(new URL('../../../../src/steps/findings.ts', import.meta.url), 'utf8')
  const [, names = ''] = /FINDING_NAMES = \[([^\]]+)\]/.exec(source) ?? []

  it('are there for every finding of the server, and for no other one', () => {
    const known = [...names.matchAll(/'([a-z_]+)'/g)].map(([, name]) => name)
    expect(known.length).toBeGreaterThan(15)
    expect(Object.keys(FINDING_WORDS).sort()).toEqual([...known].sort())
  })

  it('say value and what was wanted', () => {
    const age = sayFinding(aFinding({ values: { years: 17, minimum: 18, maximum: 100 } }), ANNA)
    expect(age).toMatchObject({ label: 'Age', value: '17 years', wanted: '18 years or more' })
    const consent = aFinding({
      name: 'consent',
      values: { accepted: true, legal_name: 'Anna Eriksson', text_version: 'abc' },
    })
    expect(sayFinding(consent, ANNA).value).toBe('agreed as Anna Eriksson, text version abc')
    const file = aFinding({ name: 'file', values: { slot: 'proof_of_address', format: 'pdf', page_count: 3 } })
    expect(sayFinding(file, ANNA)).toMatchObject({ label: 'Proof of address', value: 'PDF, 3 pages' })
  })

  it('survive masked and missing values and findings of later versions', () => {
    for (const name of [...Object.keys(FINDING_WORDS), 'robot_test']) {
      expect(sayFinding(aFinding({ name }), ANNA).label).not.toBe('')
      const values = { years: '•••', printed: '•••', confidence: '•••', kind: '•••', legal_name: '•••' }
      expect(sayFinding(aFinding({ name, values }), ANNA).help).not.toBe('')
    }
    expect(sayFinding(aFinding({ name: 'robot_test', values: { score: 3 } }), ANNA)).toMatchObject({
      label: 'Robot test',
      value: '3',
    })
  })

  it('come with what speaks against the applicant first', () => {
    const verdicts = ['pass', 'doubtful', 'not_measured', 'fail'] as const
    const ordered = orderFindings(verdicts.map((verdict) => aFinding({ verdict })))
    expect(ordered.map(({ verdict }) => verdict)).toEqual(['fail', 'doubtful', 'pass', 'not_measured'])
  })
})
