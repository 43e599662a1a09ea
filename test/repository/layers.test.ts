/** Keeps the layer rules alive: the checker reads the whole tree, and finds each kind of forbidden import. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pathExists, ROOT } from './tree.ts'

interface Cruise {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: ReadonlyArray<{ readonly from: string; readonly to: string; readonly rule: { name: string } }>
  }
}

const CONFIGURATION = join(ROOT, '.dependency-cruiser.cjs')

/** A forbidden import or two for each rule; every file named here is written as an otherwise empty module. */
const PLANTED: ReadonlyArray<readonly [rule: string, from: string, to: string]> = [
  ['no-circles', 'src/lib/a.ts', 'src/lib/b.ts'],
  ['lib-is-the-ground', 'src/lib/c.ts', 'src/db/database.ts'],
  ['settings-and-config-are-low', 'src/config.ts', 'src/db/database.ts'],
  ['vision-imports-only-lib', 'src/vision/image.ts', 'src/config.ts'],
  ['vision-only-from-worker', 'src/services/sessions/create.ts', 'src/vision/image.ts'],
  ['strangers-bytes-stay-in-children', 'src/cli/assemble.ts', 'src/vision/image.ts'],
  ['foundations-are-below-services', 'src/limits/memory.ts', 'src/services/sessions/create.ts'],
  ['services-know-no-transport', 'src/services/sessions/list.ts', 'src/http/app.ts'],
  ['http-and-worker-are-neighbours', 'src/worker/runner.ts', 'src/http/app.ts'],
  ['cli-is-the-top', 'src/http/health.ts', 'src/cli/serve.ts'],
  ['queries-are-private', 'src/services/sessions/get.ts', 'src/services/billing/queries.ts'],
  ['queries-are-private', 'src/services/sessions/open.ts', 'src/services/members/team-queries.ts'],
  ['client-stands-alone', 'client/client.ts', 'src/lib/d.ts'],
  ['web-speaks-http', 'web/console/main.tsx', 'src/lib/d.ts'],
  ['src-imports-only-src', 'src/http/static.ts', 'web/ui/format.ts'],
  ['tests-are-not-imported', 'src/lib/e.ts', 'src/lib/d.test.ts'],
  ['server-has-no-development-packages', 'src/lib/f.ts', 'left-out'],
  ['imports-resolve', 'src/lib/g.ts', 'src/lib/gone.ts'],
]

/** Not written: the first is a package of the planted tree, the second leads nowhere. */
const NOT_FILES = new Set(['left-out', 'src/lib/gone.ts'])

let tree: string

beforeAll(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'openidv-layers-')))
  plantPackage()
  for (const path of new Set(PLANTED.flatMap(([, from, to]) => [from, to]))) if (!NOT_FILES.has(path)) plantFile(path)
  plantFile('src/lib/b.ts', "import './a.ts'\n")
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

describe('dependency-cruiser', () => {
  it('reads the whole tree and finds nothing forbidden', { timeout: 240_000 }, () => {
    const folders = ['src', 'client', 'web', 'test', 'scripts', 'bench', 'examples']
    const { summary } = cruise(ROOT, folders.filter(pathExists))
    expect(summary.totalCruised).toBeGreaterThan(100)
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  })

  it('finds an import that breaks each rule', { timeout: 240_000 }, () => {
    const { violations } = cruise(tree, ['src', 'client', 'web']).summary
    const missed = PLANTED.filter(
      ([name, from]) => !violations.some(({ rule, from: found }) => rule.name === name && found === from),
    )
    expect(missed).toEqual([])
  })

  it('has no rule without a planted import', () => {
    const { forbidden }: { forbidden: ReadonlyArray<{ name: string; comment: string }> } = createRequire(
      import.meta.url,
    )(CONFIGURATION)
    expect(forbidden.map(({ name }) => name).sort()).toEqual([...new Set(PLANTED.map(([name]) => name))].sort())
  })
})

function cruise(folder: string, paths: readonly string[]): Cruise {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  // The exit code counts the violations, and they are in the output as well.
  const args = [program, '--config', CONFIGURATION, '--output-type', 'json', ...paths]
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 }))
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return JSON.parse(String(error.stdout))
    throw error
  }
}

function plantFile(path: string, content = importsOf(path)): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), `${content}export const planted = true\n`)
}

function importsOf(path: string): string {
  const depth = path.split('/').length - 1
  const targets = PLANTED.filter(([, from]) => from === path)
  return targets.map(([, , to]) => `import '${to.includes('/') ? `${'../'.repeat(depth)}${to}` : to}'\n`).join('')
}

/** A tree of its own: package.json with one development package, and the compiler's settings. */
function plantPackage(): void {
  const name = 'left-out'
  writeFileSync(join(tree, 'package.json'), JSON.stringify({ type: 'module', devDependencies: { [name]: '1.0.0' } }))
  mkdirSync(join(tree, 'node_modules', name), { recursive: true })
  writeFileSync(
    join(tree, 'node_modules', name, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', main: 'main.js' }),
  )
  writeFileSync(join(tree, 'node_modules', name, 'main.js'), '')
  cpSync(join(ROOT, 'tsconfig.json'), join(tree, 'tsconfig.json'))
}
