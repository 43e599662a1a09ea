/** Keeps the catalogue of errors true: every code is thrown somewhere, and met by a test. */
import { expect, it } from 'vitest'
import { toRunnerCode } from '../../src/http/wire/runner-codes.ts'
import { ERROR_CATALOGUE, type ErrorCode } from '../../src/lib/errors.ts'
import { listFiles, readText } from './tree.ts'

const CODES = Object.keys(ERROR_CATALOGUE) as ErrorCode[]

function textOf(files: readonly string[]): string {
  return files.map((file) => readText(file)).join('\n')
}

it('every error code is thrown by the server and met by a test', () => {
  const files = listFiles().filter((file) => file.endsWith('.ts'))
  const tests = files.filter((file) => file.endsWith('.test.ts') && !file.endsWith('lib/errors.test.ts'))
  const sources = files.filter(
    (file) => file.startsWith('src/') && !file.endsWith('.test.ts') && file !== 'src/lib/errors.ts',
  )
  const [thrown, met] = [textOf(sources), textOf(tests)]
  expect(CODES.filter((code) => !thrown.includes(`'${code}'`))).toEqual([])
  const isMet = (code: ErrorCode) => met.includes(code) || met.includes(toRunnerCode(code, 'session'))
  expect(CODES.filter((code) => !isMet(code))).toEqual([])
})
