/** Keeps the rules about single source files: size, caption, environment, barrels, tags. */
import { describe, expect, it } from 'vitest'
import { listFiles, readText } from './tree.ts'

const MAX_LINES = 300
const CODE = /\.(ts|tsx|mjs|cjs|css|sh)$/
/** Written by a tool from another file, which is the one to keep small. */
const GENERATED = new Set(['client/schema.d.ts'])

const files = listFiles()
const code = files.filter((path) => CODE.test(path) && !GENERATED.has(path))
const source = code.filter((path) => path.startsWith('src/'))

function countLines(path: string): number {
  return readText(path).trimEnd().split('\n').length
}

describe('source files', () => {
  it('are really read by these tests', () => {
    expect(source.length).toBeGreaterThan(50)
  })

  it(`have at most ${MAX_LINES} lines`, () => {
    const long = code.filter((path) => countLines(path) > MAX_LINES)
    expect(long, 'Split the file: the part that has a name of its own becomes a file of that name.').toEqual([])
  })

  it('begin with one sentence that says what the file is for', () => {
    const typescript = code.filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/\.(test|e2e)\.tsx?$/.test(path))
    const without = typescript.filter((path) => !/^(#!.*\n)?\/\*\*(\n \*)? \S.*[.:;]/.test(readText(path)))
    expect(without, 'Write `/** One sentence: what it is for. */` as the first line.').toEqual([])
  })

  it('of the server read the environment in config.ts only', () => {
    const readers = source.filter((path) => /\bprocess\.env\b|\bimport\.meta\.env\b/.test(readText(path)))
    expect(readers.filter((path) => path !== 'src/config.ts' && !path.endsWith('.test.ts'))).toEqual([])
    expect(files).toContain('src/config.ts')
  })

  it('of the server are never called index.ts: import the file that has what you need', () => {
    expect(source.filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual([])
  })

  it('do not export everything of another file', () => {
    expect(code.filter((path) => /^export \* from/m.test(readText(path)))).toEqual([])
  })

  it('leave no work for later', () => {
    const tag = new RegExp(
      `\\b(${['TO', 'FIX'].map((start) => `${start}${start === 'TO' ? 'DO' : 'ME'}`).join('|')})\\b`,
    )
    expect(code.filter((path) => tag.test(readText(path)))).toEqual([])
  })

  it('are named in kebab-case; React components in PascalCase', () => {
    const odd = code.filter(
      (path) => !/^(\.?[a-z0-9]+([-.][a-z0-9]+)*|[A-Z][A-Za-z0-9]*)\.[a-z.]+$/.test(baseName(path)),
    )
    expect(odd).toEqual([])
  })
})

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
