/** Keeps one road to the status of a session: every change of it goes through the table of allowed ones. */
import { expect, it } from 'vitest'
import { listFiles, readText } from './tree.ts'

const source = listFiles().filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))

function findFiles(pattern: RegExp): string[] {
  return source.filter((path) => pattern.test(readText(path)))
}

it('only one file updates the table of sessions, and only two ask it to', () => {
  const writers = findFiles(/updateTable\(\s*'sessions'\s*\)|\bupdate\s+sessions\s+set\b/i)
  expect(writers).toEqual(['src/services/sessions/queries.ts'])
  const callers = findFiles(/\bupdateSession\b/).filter((path) => !writers.includes(path))
  expect(callers).toEqual(['src/services/sessions/change.ts', 'src/services/sessions/transition.ts'])
})
