/** Reads the folders of src/services out of source text: which imports which, and which writes which table. */
import { dirname, normalize } from 'node:path'

/** Text of source files, by their paths. */
export type Sources = ReadonlyMap<string, string>

/** What each folder imports of the others. */
export type FolderImports = ReadonlyMap<string, ReadonlySet<string>>

const SERVICES = 'src/services/'
const IMPORT = /\b(?:from|import)\s*\(?\s*['"](?<path>\.[^'"]+)['"]/g

/**
 * The folder of a noun: the highest one below src/services that holds source files itself. Folders that hold only
 * folders are wings; what lies deeper inside of a noun is part of it. Files outside belong to the folder below src/.
 */
export function nounOf(path: string, sources: Sources): string {
  if (!path.startsWith(SERVICES)) return path.split('/').slice(0, 2).join('/')
  const parts = path.slice(SERVICES.length).split('/').slice(0, -1)
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join('/')
    if ([...sources.keys()].some((other) => dirname(other) === `${SERVICES}${folder}`)) return folder
  }
  return parts.join('/')
}

/** The imports between the nouns, or between the wings when `isByWing`; files in src/services itself are left out. */
export function listFolderImports(sources: Sources, isByWing = false): FolderImports {
  const folderOf = (path: string) => {
    const noun = path.startsWith(SERVICES) ? nounOf(path, sources) : ''
    return isByWing ? (noun.split('/')[0] ?? '') : noun
  }
  const imports = new Map<string, Set<string>>()
  for (const [path, text] of sources) {
    const from = folderOf(path)
    if (from === '') continue
    const targets = [...text.matchAll(IMPORT)].map(({ groups }) => normalize(`${dirname(path)}/${groups?.path}`))
    const others = targets.map(folderOf).filter((to) => to !== '' && to !== from)
    imports.set(from, new Set([...(imports.get(from) ?? []), ...others]))
  }
  return imports
}

/** Folders that reach each other by imports, each circle in order and named once. */
export function listCircles(imports: FolderImports): string[][] {
  const reached = new Map([...imports.keys()].map((folder) => [folder, reachFrom(folder, imports)]))
  const circles = [...imports.keys()].map((folder) =>
    [...(reached.get(folder) ?? [])].filter((other) => reached.get(other)?.has(folder)).sort(),
  )
  const names = new Set(circles.filter((circle) => circle.length > 0).map((circle) => circle.join(' ')))
  return [...names].sort().map((circle) => circle.split(' '))
}

function reachFrom(start: string, imports: FolderImports): Set<string> {
  const seen = new Set<string>()
  const next = [start]
  for (let folder = next.pop(); folder !== undefined; folder = next.pop()) {
    for (const other of imports.get(folder) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      next.push(other)
    }
  }
  return seen
}

const BUILT = /\b(?:insertInto|replaceInto|updateTable|deleteFrom|mergeInto)\(\s*(?:['"](?<name>\w+)['"])?/g
const PLAIN = /\b(?:insert into|delete from|merge into)\s+(?:only\s+)?"?(?<name>[a-z_]+)?/gi
const UPDATED = /\bupdate\s+(?:only\s+)?(?:"?(?<name>[a-z_]+)"?|\$\{\w+\})(?:\s+(?:as\s+)?[a-z_]+)?\s+set\b/gi
const EMPTIED = /\bdeleteRowsOf\(\s*[\w.]+,\s*(?:['"](?<name>\w+)['"])?/g

/** The tables that a source writes, in snake_case; `?` for one that its text does not name. */
export function listWrittenTables(source: string): string[] {
  const text = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const found = [BUILT, PLAIN, UPDATED, EMPTIED].flatMap((pattern) => [...text.matchAll(pattern)])
  return [...new Set(found.map(({ groups }) => (groups?.name ? toSnakeCase(groups.name) : '?')))].sort()
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
