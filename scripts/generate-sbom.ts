/** Writes sbom.cdx.json: what the running server consists of, with versions, hashes and licences (CycloneDX 1.5). */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeGenerated } from './write-generated.ts'

const ROOT = resolve(import.meta.dirname, '..')

interface Component {
  readonly type: string
  readonly name: string
  readonly version?: string | undefined
  readonly licenses?: readonly object[]
  readonly [field: string]: unknown
}

interface Sbom {
  readonly metadata: { readonly component: Component; readonly [field: string]: unknown }
  readonly components: readonly Component[]
  readonly dependencies: ReadonlyArray<{ readonly ref: string; readonly dependsOn: readonly string[] }>
}

interface ModelSource {
  readonly package: string
  /** Left out for what this repository holds itself. */
  readonly version?: string
  readonly integrity?: string
  readonly origin: string
  readonly licence: string
  readonly files: ReadonlyArray<{ readonly path: string; readonly use: string; readonly sha256: string }>
}

/** Content of the file, by its path below the clone: npm's own list of what is locked, and the models beside it. */
export function generateSbom(): Record<string, string> {
  const listed = listLocked()
  const needed = findNeeded()
  const { sources }: { sources: readonly ModelSource[] } = readJson('models/manifest.json')
  const isNeeded = (ref: unknown) => needed.has(String(ref)) || ref === listed.metadata.component['bom-ref']
  // What depends on the moment, the machine and the folder says nothing of the server.
  const { timestamp: _time, tools: _tools, ...metadata } = listed.metadata
  const sbom = {
    ...listed,
    serialNumber: undefined,
    metadata: { ...metadata, component: { ...metadata.component, name: 'openidv' } },
    components: [
      ...listed.components.filter(({ 'bom-ref': ref }) => isNeeded(ref)).map((one) => addLicence(one, sources)),
      ...sources.flatMap(toComponents),
    ],
    dependencies: listed.dependencies
      .filter(({ ref }) => isNeeded(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isNeeded) })),
  }
  return { 'sbom.cdx.json': `${JSON.stringify(sbom, undefined, 1)}\n` }
}

/** Everything, since npm's own `--omit=dev` also drops what both the server and its tools need. */
function listLocked(): Sbom {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--loglevel=error']
  return JSON.parse(execFileSync(npm, args, { cwd: ROOT, maxBuffer: 64 << 20, encoding: 'utf8' }))
}

/** Name and version of each package that is not locked for development alone. */
function findNeeded(): ReadonlySet<string> {
  const { packages }: { packages: Record<string, { version: string; dev?: boolean }> } = readJson('package-lock.json')
  const needed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)
  return new Set(needed.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`))
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(resolve(ROOT, path), 'utf8'))
}

/** A package that names no licence in its manifest may name one in its files, which models/manifest.json tells. */
function addLicence(component: Component, sources: readonly ModelSource[]): Component {
  const source = sources.find(({ package: name }) => name === component.name)
  if (component.licenses || !source) return component
  return { ...component, licenses: [{ license: { name: source.licence } }] }
}

function toComponents({ package: from, version, integrity, origin, licence, files }: ModelSource): Component[] {
  const models = files.filter(({ path }) => !path.endsWith('.wasm'))
  const source = version === undefined ? from : `${from}@${version}`
  return models.map(({ path, use, sha256 }) => ({
    'bom-ref': `${source}/${path}`,
    type: 'machine-learning-model',
    name: path.split('/').at(-1) ?? path,
    version,
    description: `${use}; from ${source}${integrity ? `, tarball ${integrity}` : ''}`,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: [{ license: { name: licence } }],
    externalReferences: [
      version === undefined
        ? { type: 'documentation', url: origin }
        : { type: 'distribution', url: `pkg:npm/${encodeURIComponent(from)}@${version}`, comment: origin },
    ],
  }))
}

if (import.meta.main) writeGenerated(generateSbom())
