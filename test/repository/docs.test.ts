/** Keeps the documents true where a machine can tell: paths, links, commands. */
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, pathExists, readText } from './tree.ts'

const files = listFiles()
const documents = files.filter((path) => path.endsWith('.md'))
const code = files.filter((path) => /\.(ts|tsx|mjs|cjs|css|sql|yml|sh)$/.test(path))

/** Folders whose paths are checked; a first word outside of them (`image/jpeg`) is no path of ours. */
const FOLDERS =
  /^(src|docs|test|web|client|scripts|bench|examples|migrations|\.ci)\/|^[\w.-]+\.(md|ts|mjs|cjs|json|sql)$/
/** Names that stand for many files, or for a file of the reader's. */
const PLACEHOLDER = /[*<>{}…]|NNNN|NAME|\/X\b|0001_/
/** Stands for the file of a folder that the text is about. */
const PER_FOLDER = new Set(['index.ts', 'x.ts', 'x.test.ts'])

describe('documents', () => {
  it('are really read by these tests', () => {
    expect(documents.length).toBeGreaterThan(10)
    expect(documents.flatMap(listCitedPaths).length).toBeGreaterThan(30)
  })

  it('cite only paths that exist', () => {
    expect(complain((document) => listCitedPaths(document).filter((path) => !citedPathExists(document, path)))).toEqual(
      [],
    )
  })

  it('link only to files and headings that exist', () => {
    expect(complain((document) => listLinks(document).filter((link) => !linkLeadsSomewhere(document, link)))).toEqual(
      [],
    )
  })

  it('name only commands that package.json has', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(readText('package.json'))
    expect(complain((document) => listCommands(document).filter((name) => !(name in scripts)))).toEqual([])
  })

  it('that comments point to exist', () => {
    const pointers = code.flatMap((path) =>
      [...readText(path).matchAll(/\bdocs\/[\w/.-]+\.md\b/g)].map(([document]) => `${path} → ${document}`),
    )
    expect(pointers.filter((pointer) => !pathExists(pointer.split(' → ')[1] ?? ''))).toEqual([])
  })
})

/** One line per problem, with the document that has it. */
function complain(findProblems: (document: string) => readonly string[]): string[] {
  return documents.flatMap((document) => findProblems(document).map((problem) => `${document} → ${problem}`))
}

function listCommands(document: string): string[] {
  const named = readText(document).matchAll(/\bnpm run (?:-s |--silent )?(?<name>[\w:-]+)/g)
  return [...named].map(({ groups }) => groups?.name ?? '')
}

function listCitedPaths(document: string): string[] {
  const spans = [...withoutBlocks(readText(document)).matchAll(/`(?<text>[^`\s]+)`/g)]
  return spans
    .map(({ groups }) => (groups?.text ?? '').replace(/[:#]\d*$|\/$/, ''))
    .filter((path) => FOLDERS.test(path) && !PLACEHOLDER.test(path) && !PER_FOLDER.has(path))
}

/** A bare name counts when some folder has such a file. */
function citedPathExists(document: string, path: string): boolean {
  if (pathExists(path) || pathExists(join(dirname(document), path))) return true
  return !path.includes('/') && files.some((file) => file.endsWith(`/${path}`))
}

function listLinks(document: string): string[] {
  const links = [...withoutBlocks(readText(document)).matchAll(/\]\((?<target>[^)\s]+)\)/g)]
  return links.map(({ groups }) => groups?.target ?? '').filter((target) => !/^[a-z]+:/.test(target))
}

function linkLeadsSomewhere(document: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const target = path === '' ? document : normalize(join(dirname(document), path))
  if (!pathExists(target)) return false
  return heading === undefined || listHeadings(target).includes(heading)
}

/** Headings in the form in which a link names them. */
function listHeadings(document: string): string[] {
  const headings = [...withoutBlocks(readText(document)).matchAll(/^#+ (?<text>.+)$/gm)]
  return headings.map(({ groups }) =>
    (groups?.text ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '')
}
