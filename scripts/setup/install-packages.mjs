/** Installs the locked packages when they are missing or the lockfile changed, and only then. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { holdLock } from './hold-lock.mjs'
import { npmCommand } from './npm-command.mjs'
import { hashFiles, MODULES, ROOT } from './paths.mjs'
import { captureChild } from './run-child.mjs'

/** Holds the hash of the lockfile that `node_modules` was installed from. */
const STAMP = join(MODULES, '.openidv-lock')

/** Makes `node_modules` agree with the lockfile; throws with npm's own words when npm fails. */
export async function installPackages() {
  if (isInstalled()) return
  await holdLock('install', async (addHolder) => {
    if (isInstalled()) return
    if (!agreesWithLockfile()) await runNpm(addHolder)
    writeFileSync(STAMP, currentStamp())
  })
}

function isInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === currentStamp()
}

/** Names the platform too: a `node_modules` copied from another machine holds the wrong binaries. */
function currentStamp() {
  return `${hashFiles(['package-lock.json'])} ${process.platform}-${process.arch}\n`
}

/**
 * Whether somebody ran `npm ci` by hand: npm's own record, which it writes last, names what the lockfile names.
 * The record alone is not enough, as `npm install --package-lock-only` writes it without installing.
 */
function agreesWithLockfile() {
  const installed = readJson(join(MODULES, '.package-lock.json'))?.packages
  if (!installed) return false
  const { '': _root, ...wanted } = readJson(join(ROOT, 'package-lock.json')).packages
  const paths = new Set([...Object.keys(installed), ...Object.keys(wanted)])
  return [...paths].every((path) => {
    if (!installed[path]) return wanted[path].optional === true
    const { version, integrity } = installed[path]
    const isWanted = version === wanted[path]?.version && integrity === wanted[path].integrity
    return isWanted && readJson(join(ROOT, path, 'package.json'))?.version === version
  })
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

async function runNpm(addHolder) {
  // Windows cannot delete a program that runs, and under npm this script runs on the node of node_modules.
  if (process.platform === 'win32' && process.execPath.startsWith(MODULES)) {
    throw new Error('The locked packages changed. Run "npm ci", then this command again.')
  }
  console.error('openidv: installing the locked packages (npm ci), about a minute …')
  rmSync(STAMP, { force: true })
  const [command, ...args] = npmCommand()
  const options = ['ci', '--include=dev', '--include=optional', '--loglevel=error']
  const { code, output } = await captureChild(command, [...args, ...options], {
    env: { ...process.env, PATH: pathOutsideModules() },
    onSpawn: addHolder,
  })
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}:\n${beginOf(output)}`)
}

/** npm appends its whole manual to some errors. */
function beginOf(output) {
  return output.split('\n').slice(0, 40).join('\n')
}

/** PATH without the folders that npm puts first: npm ci deletes the node in there while it works. */
function pathOutsideModules() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !/[\\/](node_modules[\\/]\.bin|node-gyp-bin)[\\/]?$/.test(folder)).join(delimiter)
}
