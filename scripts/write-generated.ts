/** Writes generated files into the clone and says which ones changed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Takes the content of each file by its path below the clone; an equal file is not touched. */
export function writeGenerated(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const absolute = resolve(import.meta.dirname, '..', path)
    const isFresh = existsSync(absolute) && readFileSync(absolute, 'utf8') === content
    if (!isFresh) writeFileSync(absolute, content)
    console.log(`${path} ${isFresh ? 'is up to date' : 'written'}`)
  }
}
