import { describe, expect, it } from 'vitest'
import { mrzCheckDigit } from '../../lib/mrz-check-digit.ts'
import { fuseFields } from './fields.ts'
import { parseMrz } from './mrz.ts'
import type { Doubt } from './mrz-doubts.ts'
import type { MrzReading } from './read-mrz.ts'
import type { TextLine } from './read-text.ts'

const TODAY = new Date('2026-06-01T00:00:00Z')
const LINES = ['P<UTOMAENNIK<<ANNA<LI<<<<<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']

describe('fuseFields', () => {
  it('names every field of the zone, none of them confirmed without print', () => {
    const fields = fuseFields(reading(LINES), [])
    expect(fields.surname).toMatchObject({ value: 'MAENNIK', source: 'mrz', confirmedByText: false })
    expect(fields.dateOfBirth).toMatchObject({ value: '1974-08-12', confirmedByText: false })
    expect(Object.values(fields).some(({ confirmedByText }) => confirmedByText)).toBe(false)
  })

  it('print that agrees confirms name, number and dates, and raises their confidence', () => {
    const alone = fuseFields(reading(LINES), [])
    const print = ['Männik', 'Anna Li', 'L898902C3', '12 AUG/AOUT 74', '15.04.2012'].map((text) => line(text))
    const fields = fuseFields(reading(LINES), print)
    for (const name of ['surname', 'givenNames', 'documentNumber', 'dateOfBirth', 'expirationDate'] as const) {
      expect(fields[name]?.confirmedByText, name).toBe(true)
      expect(fields[name]?.confidence, name).toBeGreaterThan(alone[name]?.confidence ?? 1)
    }
  })

  it('print that says something else, or was hardly seen, confirms nothing', () => {
    const other = ['Mannheim', 'Anna Lisa', 'L898902C4', '13 AUG 74'].map((text) => line(text))
    const unsure = ['Männik', 'L898902C3'].map((text) => line(text, 0.4))
    const fields = fuseFields(reading(LINES), [...other, ...unsure])
    for (const name of ['surname', 'givenNames', 'documentNumber', 'dateOfBirth'] as const) {
      expect(fields[name]?.confirmedByText, name).toBe(false)
    }
  })

  it('a field whose check digit fails is doubted', () => {
    const failing = [LINES[0] ?? '', 'L898902C46UTO7408122F1204159ZE184226B<<<<<10']
    expect(fuseFields(reading(failing), []).documentNumber?.confidence).toBeLessThan(0.5)
    expect(fuseFields(reading(failing), []).dateOfBirth?.confidence).toBeGreaterThan(0.8)
  })

  it('finds the date of issue among the printed dates', () => {
    const print = ['12.08.1974', '16.04.2007', '15.04.2012'].map((text) => line(text))
    expect(fuseFields(reading(LINES), print).dateOfIssue).toMatchObject({ value: '2007-04-16', source: 'text' })
    expect(fuseFields(reading(LINES), [line('12.08.1974')]).dateOfIssue).toBeUndefined()
  })

  it('the print says of which century a date is, and only with all four digits of the year', () => {
    const old = [LINES[0] ?? '', 'L898902C36UTO2405022F3004150ZE184226B<<<<<10']
    const birth = (...print: string[]) =>
      fuseFields(
        reading(old),
        print.map((text) => line(text)),
      ).dateOfBirth
    expect(birth('02 MAY 1924')).toMatchObject({ value: '1924-05-02', confirmedByText: true })
    expect(birth('02.05.2024')).toMatchObject({ value: '2024-05-02', confirmedByText: true })
    expect(birth('02.05.24')).toMatchObject({ value: '2024-05-02', candidates: ['1924-05-02'], confirmedByText: false })
  })

  it('a doubtful character is confirmed by print that tells it apart, never by zeros and Os', () => {
    const number = (read: string, doubts: readonly Doubt[], print: string) => {
      const digits = `${mrzCheckDigit(read)}UTO7408122F1204159ZE184226B<<<<<1`
      const start = read + digits
      const composite = mrzCheckDigit(start.slice(0, 10) + start.slice(13, 20) + start.slice(21, 43))
      const zone = reading([LINES[0] ?? '', `${start}${composite}`], doubts)
      return fuseFields(zone, [line(print)]).documentNumber
    }
    const six = [{ line: 1, at: 2, others: '' }]
    expect(number('AB6234578', six, 'AB6234578')).toMatchObject({ candidates: ['ABG234578'], confirmedByText: true })
    expect(number('AB6234578', six, 'ABG234578')?.confirmedByText).toBe(false)
    // Seen there, but no other number computes: had it been misread alone, it would not compute either.
    const eight = number('AB6234578', [{ line: 1, at: 8, others: 'B' }], '')
    expect(eight?.candidates ?? []).toEqual([])
    const zeros = number(
      'CA00000AA',
      [3, 4].map((at) => ({ line: 1, at, others: 'O' })),
      'CA00000AA',
    )
    expect(zeros?.candidates).toContain('CA0OO00AA')
    expect(zeros?.confirmedByText).toBe(false)
    expect(number('CA00000AA', [], 'CA00000AA')?.confirmedByText).toBe(true)
  })

  it('a name with a doubtful character is known when the print says it', () => {
    const doubts = [
      { line: 0, at: 5, others: 'F' },
      { line: 0, at: 21, others: 'K' },
    ]
    const unread = fuseFields(reading(LINES, doubts), [])
    expect(unread.surname).toMatchObject({ value: 'MAENNIK', candidates: ['FAENNIK'], confirmedByText: false })
    expect(unread.givenNames?.candidates).toEqual(['ANNA LIK'])
    const read = fuseFields(reading(LINES, doubts), [line('MAENNIK'), line('ANNA LI')])
    expect([read.surname, read.givenNames].map((field) => field?.confirmedByText)).toEqual([true, true])
  })

  it('guesses nothing without a zone', () => {
    expect(fuseFields(undefined, [line('ERIKSSON'), line('16.04.2007')])).toEqual({})
  })
})

function line(text: string, confidence = 0.95): TextLine {
  return { text, confidence, box: { x: 0, y: 0, width: 100, height: 20, angle: 0 } }
}

function reading(lines: readonly string[], doubts: readonly Doubt[] = []): MrzReading {
  const mrz = parseMrz(lines, TODAY)
  if (mrz === undefined) throw new Error('The lines make no zone')
  return { ...mrz, confidence: 0.95, doubts, rows: [] }
}
