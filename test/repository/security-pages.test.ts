/** Keeps the pages on data, logs and keys complete: what the server has stands there, and nothing that it has not. */
import { expect, it } from 'vitest'
import { listFiles, readText } from './tree.ts'

const data = readText('docs/guides/security-data.md')
const logs = readText('docs/guides/security-logs.md')
const keys = readText('docs/guides/security-keys.md')

/** All that `pattern` finds in its first group, each once and in order. */
function find(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found]) => found ?? ''))].sort()
}

it('every table has a level of protection and an end', () => {
  const tables = find(readText('migrations/schema.sql'), /^create table (\w+) \(/gm)
  expect(tables.length).toBeGreaterThan(30)
  const rows = [...data.matchAll(/^\| `(\w+)` \| [0-4]\b[^|]*\| [^|]+\|$/gm)].map(([, table]) => table)
  expect(rows.sort()).toEqual(tables)
})

it('every action of the audit log is in the list of what is logged', () => {
  const [, union = ''] = readText('src/services/audit/record.ts').split('export type AuditAction =')
  const actions = find(union.slice(0, union.search(/\n\n/)), /'([\w.]+)'/g)
  expect(actions.length).toBeGreaterThan(40)
  const [, section = ''] = logs.split('## Actions of the audit log')
  expect(find(section, /`([\w.]+)`/g)).toEqual(actions)
})

it('every purpose of the root secret is in the list of keys', () => {
  const purposes = find(readText('src/lib/keyring.ts'), /'(openidv [\w ]+)'/g)
  expect(purposes.length).toBeGreaterThan(4)
  expect(find(keys, /^\| `(openidv [\w ]+)` \|/gm)).toEqual(purposes)
})

it('every file of the server that imports cryptography is in the list of algorithms', () => {
  const users = listFiles().filter((path) => {
    return /^src\/.*(?<!\.test)\.ts$/.test(path) && /from '(node:crypto|@node-rs\/argon2)'/.test(readText(path))
  })
  expect(users.length).toBeGreaterThan(8)
  expect(users.filter((path) => !keys.includes(`\`${path}\``))).toEqual([])
})
