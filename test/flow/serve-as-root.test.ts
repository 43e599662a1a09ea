/** Proves whose processes and files a start as root leaves, and how they end. */
import { chmod, chown, cp, lchown, mkdir, readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRunningEmbedded } from '../../src/db/embedded/start.ts'
import { CHILD_USER, DATABASE_USER, SERVER_USER } from '../../src/lib/process-users.ts'
import { facePicture } from '../fixtures/pictures.ts'
import { createFolder } from '../harness/folder.ts'
import { runCommandProcess, type ServerProcess, startServerProcess } from '../harness/process.ts'
import { listTree, type TreeProcess } from '../harness/process-tree.ts'

const TIMEOUT_MS = 240_000
const END = { timeout: 20_000 }
const isRoot = process.getuid?.() === 0

const find = (tree: readonly TreeProcess[], words: string) => tree.filter(({ command }) => command.includes(words))
const usersOf = (processes: readonly TreeProcess[]) => [...new Set(processes.map(({ user }) => user))]
/** Those that still run; one that has ended may wait for whoever adopted it to take note. */
const remain = (pids: readonly number[]) => pids.flatMap(listTree).filter(({ state }) => state !== 'Z')

async function detectFace(server: ServerProcess, key: string): Promise<Response> {
  const image = (await facePicture('holderPortrait')).toString('base64')
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  return fetch(`${server.baseUrl}/v1/face/detect`, { method: 'POST', headers, body: JSON.stringify({ image }) })
}

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

/** As a server that was root left it. */
async function giveToRoot(folder: string): Promise<void> {
  await chown(folder, 0, 0)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await giveToRoot(path)
    else await lchown(path, 0, 0)
  }
}

describe.runIf(isRoot)('npm start as root', () => {
  let dataDir: string
  let server: ServerProcess
  let key: string
  beforeAll(async () => {
    dataDir = await createFolder('as-root')
    server = await startServerProcess(dataDir)
    key = /-H "x-api-key: (sk_live_\w+)"/.exec(server.output())?.[1] ?? ''
  }, TIMEOUT_MS)
  afterAll(async () => {
    if (server.child.exitCode === null && server.child.signalCode === null) await server.end('SIGTERM')
  }, TIMEOUT_MS)

  it(
    'serves as one user, keeps its database as another and looks at pictures as a third',
    async () => {
      expect((await detectFace(server, key)).status).toBe(200)
      const tree = listTree(server.child.pid ?? 0)
      expect(tree.filter(({ user }) => user === 0).map(({ pid }) => pid)).toEqual([server.child.pid])
      const [serving] = find(tree, 'user-main.ts')
      expect(serving).toMatchObject({ user: SERVER_USER.uid, parent: server.child.pid })
      expect(await readFile(`/proc/${serving?.pid}/status`, 'utf8')).toMatch(/^Groups:\s*(64800)?\s*$/m)
      expect(usersOf(find(tree, 'postgres'))).toEqual([DATABASE_USER.uid])
      expect(usersOf([...find(tree, 'decode-child'), ...find(tree, 'vision-child')])).toEqual([CHILD_USER.uid])
      expect(find(tree, 'vision-child').length).toBeGreaterThan(0)
    },
    TIMEOUT_MS,
  )

  it('gives that user the secret and the pictures, nobody the rest, and no folder in which root itself writes', async () => {
    expect(await modeOf(dataDir)).toBe('711')
    expect(await stat(dataDir)).toMatchObject({ uid: 0 })
    for (const [name, mode, uid] of [
      ['secret.key', '600', SERVER_USER.uid],
      ['blobs', '700', SERVER_USER.uid],
      ['postgres', '700', DATABASE_USER.uid],
      ['postgres.json', '600', 0],
    ] as const) {
      expect([name, await modeOf(join(dataDir, name)), (await stat(join(dataDir, name))).uid]).toEqual([
        name,
        mode,
        uid,
      ])
    }
  })

  it(
    'commands that root runs beside it leave no file and no folder among the pictures that it could not use',
    async () => {
      // The folder of a blob is made by the first one in it: with none there every write has to make one.
      const blobs = join(dataDir, 'blobs')
      for (const name of await readdir(blobs)) await rm(join(blobs, name), { recursive: true })
      expect((await runCommandProcess(dataDir, ['blobs', 'adopt'])).code).toBe(0)
      expect((await runCommandProcess(dataDir, ['doctor'])).stdout).toContain('a file was written, read and removed')
      const names = await readdir(blobs, { recursive: true })
      expect(names).not.toEqual([])
      for (const name of names) expect(await stat(join(blobs, name)), name).toMatchObject(SERVER_USER)
    },
    TIMEOUT_MS,
  )

  it(
    'a picture decoder that is killed is replaced by one of the same user',
    async () => {
      const [decoder] = find(listTree(server.child.pid ?? 0), 'decode-child')
      process.kill(decoder?.pid ?? 0, 'SIGKILL')
      expect((await detectFace(server, key)).status).toBe(200)
      const decoders = find(listTree(server.child.pid ?? 0), 'decode-child')
      expect(decoders.map(({ pid }) => pid)).not.toContain(decoder?.pid)
      expect(usersOf(decoders)).toEqual([CHILD_USER.uid])
      expect(listTree(server.child.pid ?? 0).filter(({ state }) => state === 'Z')).toEqual([])
    },
    TIMEOUT_MS,
  )

  it(
    'SIGTERM ends all of it in order: exit code 0, no process left',
    async () => {
      const pids = listTree(server.child.pid ?? 0).map(({ pid }) => pid)
      expect(await server.end('SIGTERM')).toBe(0)
      await expect.poll(() => remain(pids), END).toEqual([])
    },
    TIMEOUT_MS,
  )

  it(
    'an installation that ran as root is taken over, with its keys and its pictures',
    async () => {
      await giveToRoot(join(dataDir, 'blobs'))
      await chown(join(dataDir, 'secret.key'), 0, 0)
      await chmod(dataDir, 0o755)
      server = await startServerProcess(dataDir)
      expect((await detectFace(server, key)).status).toBe(200)
      const blobs = join(dataDir, 'blobs')
      for (const name of ['.', ...(await readdir(blobs, { recursive: true }))])
        expect(await stat(join(blobs, name)), name).toMatchObject(SERVER_USER)
      expect(await modeOf(dataDir)).toBe('711')
    },
    TIMEOUT_MS,
  )

  it(
    'a server that is killed takes the rest along, and the exit code says so',
    async () => {
      const tree = listTree(server.child.pid ?? 0)
      const ended = new Promise((settled) => server.child.once('exit', settled))
      process.kill(find(tree, 'user-main.ts')[0]?.pid ?? 0, 'SIGKILL')
      expect(await ended).toBe(128 + 9)
      await expect.poll(() => remain(tree.map(({ pid }) => pid)), END).toEqual([])
    },
    TIMEOUT_MS,
  )

  it(
    'of a parent that is killed only the database outlives it, for the next start to adopt',
    async () => {
      server = await startServerProcess(dataDir)
      const tree = listTree(server.child.pid ?? 0)
      await server.end('SIGKILL')
      const others = tree.filter(({ command }) => !command.includes('postgres')).map(({ pid }) => pid)
      await expect.poll(() => remain(others), END).toEqual([])
      server = await startServerProcess(dataDir)
      expect(server.output()).toContain('adopted the database server')
      expect(await server.end('SIGINT')).toBe(0)
      expect(await findRunningEmbedded(dataDir)).toBeUndefined()
    },
    TIMEOUT_MS,
  )
})

it.runIf(isRoot)(
  'a clone in a closed home is served as root, and the log says why and what would help',
  async () => {
    const home = await createFolder('home')
    await chmod(home, 0o700)
    const clone = join(home, 'openidv')
    await mkdir(clone)
    const root = resolve(import.meta.dirname, '../..')
    for (const part of ['src', 'migrations', 'models', 'package.json'])
      await cp(join(root, part), join(clone, part), { recursive: true })
    await symlink(join(root, 'node_modules'), join(clone, 'node_modules'))
    const server = await startServerProcess(join(clone, 'data'), {}, {}, join(clone, 'src/main.ts'))
    try {
      expect(server.output()).toContain('the server runs as root')
      expect(server.output()).toContain(`user 64800 may not enter ${home}; chmod o+x ${home} lets it`)
      expect((await fetch(`${server.baseUrl}/health`)).status).toBe(200)
    } finally {
      expect(await server.end('SIGTERM')).toBe(0)
      await rm(home, { recursive: true })
    }
  },
  TIMEOUT_MS,
)
