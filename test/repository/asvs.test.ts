/** Keeps docs/asvs.md whole: every requirement once, with a verdict that names what it rests on, and sums that agree. */
import { expect, it } from 'vitest'
import { pathExists, readText } from './tree.ts'

/** The requirements of levels 1 and 2 by section of ASVS 5.0.0: how many there are, and which numbers are of level 3. */
const SECTIONS: Readonly<Record<string, readonly [last: number, ...ofLevel3: number[]]>> = {
  ...{ '1.1': [2], '1.2': [10, 10], '1.3': [12, 12], '1.4': [3], '1.5': [3, 3] },
  ...{ '2.1': [3], '2.2': [3], '2.3': [5, 5], '2.4': [2, 2] },
  ...{ '3.2': [3, 3], '3.3': [5, 5], '3.4': [8, 7, 8], '3.5': [8, 6, 7, 8], '3.7': [5, 3, 4, 5] },
  ...{ '4.1': [5, 4, 5], '4.2': [5, 2, 3, 4, 5], '4.3': [2], '4.4': [4] },
  ...{ '5.1': [1], '5.2': [6, 4, 5, 6], '5.3': [3, 3], '5.4': [3] },
  ...{
    '6.1': [3],
    '6.2': [12],
    '6.3': [8, 5, 6, 7, 8],
    '6.4': [6, 5, 6],
    '6.5': [8, 6, 7, 8],
    '6.6': [4, 4],
    '6.8': [4],
  },
  ...{ '7.1': [3], '7.2': [4], '7.3': [2], '7.4': [5], '7.5': [3, 3], '7.6': [2] },
  ...{ '8.1': [4, 3, 4], '8.2': [4, 4], '8.3': [3, 2, 3], '8.4': [2, 2] },
  ...{ '9.1': [3], '9.2': [4] },
  ...{
    '10.1': [2],
    '10.2': [3, 3],
    '10.3': [5, 5],
    '10.4': [16, 12, 13, 14, 15, 16],
    '10.5': [5],
    '10.6': [2],
    '10.7': [3],
  },
  ...{ '11.1': [4, 3, 4], '11.2': [5, 4, 5], '11.3': [5, 4, 5], '11.4': [4], '11.5': [2, 2], '11.6': [2, 2] },
  ...{ '12.1': [5, 4, 5], '12.2': [2], '12.3': [5, 5] },
  ...{ '13.1': [4, 2, 3, 4], '13.2': [6, 6], '13.3': [4, 3, 4], '13.4': [7, 6, 7] },
  ...{ '14.1': [2], '14.2': [8, 5, 6, 7, 8], '14.3': [3] },
  ...{ '15.1': [5, 4, 5], '15.2': [5, 4, 5], '15.3': [7] },
  ...{ '16.1': [1], '16.2': [5], '16.3': [4], '16.4': [3], '16.5': [4, 4] },
  ...{ '17.1': [2, 2], '17.2': [8, 5, 6, 7, 8], '17.3': [2] },
}

const REQUIREMENTS = Object.entries(SECTIONS).flatMap(([section, [last, ...ofLevel3]]) =>
  Array.from({ length: last }, (_, index) => index + 1)
    .filter((number) => !ofLevel3.includes(number))
    .map((number) => `${section}.${number}`),
)

const VERDICTS = ['met', 'not met', 'not applicable']
const page = readText('docs/asvs.md')
const tables = [...page.matchAll(/^\|(.+)\|$/gm)].map(([, cells = '']) => cells.split('|').map((cell) => cell.trim()))
const rows = tables.filter(([first = '']) => /^\d+\.\d+\.\d+$/.test(first))

it('each of the 253 requirements of levels 1 and 2 stands there once, in order', () => {
  expect(REQUIREMENTS.length).toBe(253)
  expect(rows.map(([number]) => number)).toEqual(REQUIREMENTS)
})

it('each says in a few words what it asks for, and one of three verdicts with its reason', () => {
  const wrong = rows.filter(([, what = '', verdict = '', reason = '', ...more]) => {
    const words = what.split(' ').length
    return words < 2 || words > 10 || !VERDICTS.includes(verdict) || reason === '' || more.length > 0
  })
  expect(wrong).toEqual([])
})

it('what is met names a file, and every file that is named is there', () => {
  const named = (reason: string) =>
    [...reason.matchAll(/`([\w./-]+\.[a-z]+|[\w-]+\/[\w./-]+)`/g)].map(([, path]) => path)
  expect(rows.filter(([, , verdict, reason = '']) => verdict === 'met' && named(reason).length === 0)).toEqual([])
  const paths = rows.flatMap(([, , , reason = '']) => named(reason))
  expect(paths.length).toBeGreaterThan(150)
  expect(paths.filter((path = '') => !pathExists(path))).toEqual([])
})

it('the sums of the first table are those of the rows', () => {
  const count = (some: typeof rows) =>
    VERDICTS.map((verdict) => String(some.filter((row) => row[2] === verdict).length))
  const chapters = [...new Set(REQUIREMENTS.map((number) => number.split('.')[0] ?? ''))]
  const sums = tables.filter(([name = '', ...cells]) => cells.length === 3 && /^(V\d+ |all$)/.test(name))
  expect(sums.map(([name = '', ...cells]) => [name.split(' ')[0], ...cells])).toEqual([
    ...chapters.map((chapter) => [
      `V${chapter}`,
      ...count(rows.filter(([number]) => number?.startsWith(`${chapter}.`))),
    ]),
    ['all', ...count(rows)],
  ])
})
