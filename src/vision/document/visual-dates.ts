/** Finds calendar dates in printed text. */

/** English, French, German, Spanish, Portuguese, Italian, Czech, Polish and Finnish month names start with these. */
const MONTHS: readonly (readonly string[])[] = [
  ['JAN', 'ENE', 'GEN', 'STY', 'LED', 'TAM'],
  ['FEB', 'FEV', 'LUT', 'UNO', 'HEL'],
  ['MAR', 'MAZ', 'MAE', 'BRE'],
  ['APR', 'AVR', 'ABR', 'KWI', 'DUB', 'HUH'],
  ['MAY', 'MAI', 'MAG', 'MAJ', 'KVE', 'TOU'],
  ['JUN', 'JUIN', 'GIU', 'CZE', 'CER', 'KES'],
  ['JUL', 'JUIL', 'LUG', 'LIP', 'HEI'],
  ['AUG', 'AOU', 'AGO', 'SIE', 'SRP', 'ELO'],
  ['SEP', 'SET', 'WRZ', 'ZAR', 'SYY'],
  ['OCT', 'OKT', 'OUT', 'OTT', 'PAZ', 'RIJ', 'LOK'],
  ['NOV', 'LIS'],
  ['DEC', 'DEZ', 'DIC', 'GRU', 'PRO', 'JOU'],
]

/** A printed date may be read in two ways, day or month first; both are given. `YYYY-MM-DD`, or `YY-MM-DD` when only two digits stand. */
export function findDates(text: string): string[] {
  return [...numericDates(text), ...writtenDates(text)]
}

/** Days and months of one digit need separators; with two digits each, readers may have lost them. */
const DAY_FIRST = /(?<!\d)(?:(\d{1,2})[./-]+(\d{1,2})[./-]+|(\d{2})[./-]?(\d{2})[./-]?)(\d{4})(?!\d)/g
const SHORT_YEAR = /(?<!\d)(\d{1,2})[./-]+(\d{1,2})[./-]+(\d{2})(?!\d)/g
const YEAR_FIRST = /(?<!\d)(\d{4})[./-]+(\d{1,2})[./-]+(\d{1,2})(?!\d)/g

function numericDates(text: string): string[] {
  const compact = text.replace(/(?<=\d)[ ,]+(?=\d)/g, '.')
  const dates: string[] = []
  for (const [, first, second, third, fourth, year = ''] of compact.matchAll(DAY_FIRST)) {
    dates.push(...toDates(year, first ?? third ?? '', second ?? fourth ?? ''))
  }
  for (const [, first = '', second = '', year = ''] of compact.matchAll(SHORT_YEAR)) {
    dates.push(...toDates(year, first, second))
  }
  for (const [, year = '', month = '', day = ''] of compact.matchAll(YEAR_FIRST))
    dates.push(...toDate(year, month, day))
  return [...new Set(dates)]
}

/** Day first, then month first. */
function toDates(year: string, first: string, second: string): string[] {
  return [...toDate(year, second, first), ...toDate(year, first, second)]
}

function writtenDates(text: string): string[] {
  const upper = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  const dates: string[] = []
  for (const [, day = '', words = '', year = ''] of upper.matchAll(
    /(?<!\d)(\d{1,2})[ .]*([A-Z][A-Z/. ]{2,20}?)[ .]*(\d{4}|\d{2})(?!\d)/g,
  )) {
    const names = words.split(/[^A-Z]+/).filter((word) => word.length >= 3)
    const month = MONTHS.findIndex((starts) => starts.some((start) => names.some((name) => name.startsWith(start))))
    if (month >= 0) dates.push(...toDate(year, String(month + 1), day))
  }
  return dates
}

function toDate(year: string, month: string, day: string): string[] {
  const isPossible = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
  return isPossible ? [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`] : []
}
