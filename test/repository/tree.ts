/** Lists and reads the files of the repository for the tests that check its rules. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Absolute path of the clone. */
export const ROOT = resolve(import.meta.dirname, '../..')

/** Paths below the clone of all files that git tracks or would add, in order. */
export function listFiles(): string[] {
  const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
  const paths = output.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)))
  return [...new Set(paths)].sort()
}

/** Text of one file, by its path below the clone. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Whether a path below the clone exists, as a file or a folder. */
export function pathExists(path: string): boolean {
  return existsSync(join(ROOT, path))
}
