import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areNamesAlike } from './names.ts'

describe('two names of one person', () => {
  it.each([
    ['Anna', 'ANNA MARIA'],
    ['Anna Maria', 'ANNA'],
    ['anna-maria', 'ANNA MARIA'],
    ['Jürgen', 'JUERGEN'],
    ['Jürgen', 'JURGEN'],
    ['Müller-Lüdenscheidt', 'MUELLER LUEDENSCHEIDT'],
    ['Søren', 'SOEREN'],
    ['Søren', 'SOREN'],
    ['Weiß', 'WEISS'],
    ['Łukasz', 'LUKASZ'],
    ['Þórr', 'THORR'],
    ['Nuñez', 'NUNEZ'],
    ['François', 'FRANCOIS'],
    ['Dvořák', 'DVORAK'],
    ["O'Connor", 'OCONNOR'],
    ['O’Connor', 'OCONNOR'],
    ['Papandropoulous', 'PAPANDROPOU'],
    ['van der Berg', 'VAN DER BERG'],
    ['Nilavadhanananda', 'NILAVADHANANANDA CHAYAPA'],
  ])('%s is %s', (asked, printed) => {
    expect(areNamesAlike(asked, printed)).toBe(true)
  })
})

describe('names of two people', () => {
  it.each([
    ['Anna', 'ANNE'],
    ['Anna', 'ANNABEL'],
    ['Eriksson', 'ERIKSEN'],
    ['Anna Maria', 'ANNA LENA'],
    ['Li', 'LIN'],
    ['', 'ANNA'],
    ['Anna', ''],
    ['李', 'LI'],
    ['---', 'ANNA'],
  ])('%s is not %s', (asked, printed) => {
    expect(areNamesAlike(asked, printed)).toBe(false)
  })
})

describe('whatever the name', () => {
  const word = fc.stringMatching(/^[A-Z]{2,12}$/)
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))

  it('it is like itself, in any case and with more names around it', () => {
    fc.assert(
      fc.property(name, name, (own, more) => {
        expect(areNamesAlike(own, own)).toBe(true)
        expect(areNamesAlike(own.toLowerCase(), own)).toBe(true)
        expect(areNamesAlike(own, `${own} ${more}`)).toBe(true)
        expect(areNamesAlike(`${more} ${own}`, own)).toBe(true)
      }),
    )
  })

  it('it is unlike a name in which every word begins with another letter', () => {
    fc.assert(
      fc.property(name, (own) => {
        const other = own
          .split(' ')
          .map((part) => `Q${part}`)
          .join(' ')
        fc.pre(!/\bQ/.test(own))
        expect(areNamesAlike(own, other)).toBe(false)
      }),
    )
  })

  it('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(typeof areNamesAlike(a, b)).toBe('boolean')
      }),
    )
  })
})
