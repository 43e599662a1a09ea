/** Runs a task on a fresh clone: installs, picks the runtime, builds the web apps and hands over; any Node ≥ 20 runs it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildWebApps } from './setup/build-web-apps.mjs'
import { fetchModels } from './setup/fetch-models.mjs'
import { installPackages } from './setup/install-packages.mjs'
import { ROOT } from './setup/paths.mjs'
import { pickRuntime, runOnRuntime } from './setup/pick-runtime.mjs'
import { runBrowserTests, runTests } from './setup/run-tests.mjs'
import { verifyTree } from './setup/verify-tree.mjs'

/** By the word after `setup.mjs`; each gets the runtime and the remaining arguments and resolves to an exit code. */
const TASKS = {
  serve: (runtime, args) => serveBuilt(runtime, ['serve', ...args]),
  demo: (runtime, args) => serveBuilt(runtime, ['demo', ...args]),
  cli: (runtime, args) => runMain(runtime, args),
  build: (runtime) => buildOnly(runtime),
  test: (runtime, args) => runTests(runtime, args),
  'test-browser': (runtime, args) => runBrowserTests(runtime, args),
  verify: (runtime) => verifyTree(runtime),
  generate: (runtime) => generateFiles(runtime),
  bench: (runtime, args) => runNamed(runtime, 'bench', args),
  example: (runtime, args) => runNamed(runtime, 'examples', args),
}

async function serveBuilt(runtime, args) {
  await buildWebApps(runtime)
  return runMain(runtime, args)
}

/** Leaves nothing to write for a server whose user may only read the clone. */
async function buildOnly(runtime) {
  await buildWebApps(runtime)
  return 0
}

function runMain(runtime, args) {
  const environmentFile = existsSync(join(ROOT, '.env')) ? ['--env-file=.env'] : []
  return runOnRuntime(runtime, [...environmentFile, 'src/main.ts', ...args])
}

/** Writes every generated file anew; stops at the first generator that fails. */
async function generateFiles(runtime) {
  const generators = readdirSync(join(ROOT, 'scripts')).filter((name) => /^(generate-.+|dump-schema)\.ts$/.test(name))
  for (const generator of generators.sort()) {
    const code = await runOnRuntime(runtime, [`scripts/${generator}`])
    if (code !== 0) return code
  }
  return 0
}

/** By its folder: what a program in it is called, the command that runs it, and files that are no programs. */
const NAMED = {
  bench: { kind: 'Benchmarks', command: 'bench', parts: [] },
  examples: { kind: 'Examples', command: 'example', parts: ['connect'] },
}

/** Runs `<folder>/<name>.ts`, or lists the names when none is given. */
function runNamed(runtime, folder, [name, ...args]) {
  const { kind, command, parts } = NAMED[folder]
  const names = readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((each) => !parts.includes(each))
  if (names.includes(name)) return runOnRuntime(runtime, [`${folder}/${name}.ts`, ...args])
  const list = names.map((each) => `  ${each}`).join('\n')
  console.log(`${kind}, each run by "npm run ${command} -- NAME":\n${list}`)
  return name === undefined ? 0 : 1
}

async function main([name, ...args]) {
  const task = Object.hasOwn(TASKS, name ?? '') ? TASKS[name] : undefined
  if (!task) throw new Error(`Usage: node scripts/setup.mjs ${Object.keys(TASKS).join('|')} [arguments]`)
  await installPackages()
  await fetchModels()
  return task(pickRuntime(), args)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(`openidv: ${error.message}`)
  process.exitCode = 1
}
