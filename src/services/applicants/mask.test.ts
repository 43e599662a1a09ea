import { describe, expect, it } from 'vitest'
import { maskEmail, maskName, maskPersonalData, maskPhone } from './mask.ts'

describe('masked personal data', () => {
  it('keeps a first letter, a domain and two digits, and nothing that tells a length', () => {
    const masked = maskPersonalData({
      firstName: 'Anna',
      lastName: 'Eriksson',
      email: 'anna.eriksson@example.com',
      phone: '+15192223367',
    })
    expect(masked).toEqual({ firstName: 'A•••', lastName: 'E•••', email: 'a•••@example.com', phone: '•••67' })
    expect(maskName('Al')).toHaveLength(maskName('Alexandra').length)
  })

  it('keeps characters whole and takes quoted addresses apart at the last at sign', () => {
    expect(maskName('😀smile')).toBe('😀•••')
    expect(maskEmail('"a@b"@example.com')).toBe('"•••@example.com')
  })

  it('leaves what is not there away', () => {
    expect(maskPersonalData({ firstName: 'A', lastName: '' })).toEqual({ firstName: 'A•••', lastName: '' })
    expect(maskPhone('')).toBe('')
  })

  it('shows nothing of a text that should be an address and is none', () => {
    expect(maskEmail('anna')).toBe('a•••')
  })
})
