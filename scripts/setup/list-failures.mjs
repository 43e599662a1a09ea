/** Names the tests that failed, from the reports that Vitest and Playwright write as JSON. */
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ROOT } from './paths.mjs'

const MAX_LINES = 6

/** One text for each failed test: its file and name, then the first lines of what it said. */
export function listVitestFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [describe(file, message)] : []
    return failed.map((test) => describe(`${file} › ${test.fullName}`, test.failureMessages[0]))
  })
}

/** The same for a report of Playwright. */
export function listPlaywrightFailures({ suites = [], errors = [] }) {
  return [...suites.flatMap(listFailedSpecs), ...errors.map(({ message }) => describe('Playwright', message))]
}

function listFailedSpecs({ suites = [], specs = [] }) {
  const failed = specs.filter((spec) => !spec.ok)
  return [
    ...failed.map(({ file, line, title, tests }) => {
      const message = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error.message
      return describe(`${file}:${line} › ${title}`, message)
    }),
    ...suites.flatMap(listFailedSpecs),
  ]
}

function describe(name, message = '') {
  const lines = stripVTControlCharacters(message).split('\n').filter(Boolean).slice(0, MAX_LINES)
  return [name, ...lines.map((line) => `  ${line}`)].join('\n')
}
