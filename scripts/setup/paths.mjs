/** Names the folders of the clone that the setup tasks work in, and makes tree hashes. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the clone. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const MODULES = join(ROOT, 'node_modules')
/** Models that no installed package brings, below the name of the package that they are from. */
export const MODELS = join(ROOT, 'models')
/** Everything in it can be made again; git ignores it. */
export const DIST = join(ROOT, 'dist')

/** Path of a package's command as a JavaScript file, so that it starts without a shell on every platform. */
export function findCommand(packageName, command) {
  const folder = join(MODULES, packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** SHA-256 in hex over the names and bytes of files and folders (paths below the clone); missing ones count as empty. */
export function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(listFiles)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

function listFiles(path) {
  try {
    const entries = readdirSync(join(ROOT, path), { withFileTypes: true, recursive: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
      .sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    if (error.code === 'ENOENT') return []
    throw error
  }
}
