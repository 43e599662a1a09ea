/** Checks format, types, layers, dead code and repository rules: in seconds, with no database. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DIST, findCommand, ROOT } from './paths.mjs'
import { captureOnRuntime } from './pick-runtime.mjs'

/** Two, because TypeScript and Biome each fill a core. */
const CONCURRENCY = 2

/** Prints one line per check and the output of those that fail; resolves to 0 when all are well. */
export async function verifyTree(runtime) {
  const waiting = listChecks()
  let failures = 0
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await runCheck(runtime, check))) failures += 1
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return failures === 0 ? 0 : 1
}

/** These two repository tests belong to `npm test`: one needs a database, the other repeats the check of layers. */
const SLOW_RULES = ['schema', 'layers'].flatMap((name) => ['--exclude', `test/repository/${name}.test.ts`])

/** The slowest first, so that both cores end at the same time. */
function listChecks() {
  const checks = [
    { name: 'types', program: ['typescript', 'tsc'], args: typesOf('.', 'server') },
    { name: 'openapi.json', script: 'scripts/lint-openapi.ts' },
    { name: 'dead code', program: ['knip', 'knip'], args: ['--no-progress'] },
    { name: 'layers', program: ['dependency-cruiser', 'depcruise'], args: layeredFolders() },
    { name: 'format and lint', program: ['@biomejs/biome', 'biome'], args: ['check', '.'] },
  ]
  // In CI `npm test` runs them a minute later.
  if (!process.env.CI) {
    const args = ['run', 'test/repository', '--reporter=dot', ...SLOW_RULES]
    checks.splice(1, 0, { name: 'repository rules', program: ['vitest', 'vitest'], args })
  }
  if (existsSync(join(ROOT, 'web/tsconfig.json'))) {
    checks.unshift({ name: 'types of web', program: ['typescript', 'tsc'], args: typesOf('web', 'web') })
  }
  return checks
}

/** Keeps what the compiler learned, so that the next run looks only at what changed. */
function typesOf(project, name) {
  return ['-p', project, '--incremental', '--tsBuildInfoFile', join(DIST, `${name}.tsbuildinfo`)]
}

function layeredFolders() {
  return ['src', 'client', 'web', 'test', 'scripts', 'bench', 'examples'].filter((name) => existsSync(join(ROOT, name)))
}

/** A check is a program of a package, or a script of ours. */
async function runCheck(runtime, { name, program, script, args = [] }) {
  const startedAt = Date.now()
  const path = script ?? findCommand(...program)
  const { code, output } = await captureOnRuntime(runtime, [path, ...args], { NO_COLOR: '1' })
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd())
  return code === 0
}
