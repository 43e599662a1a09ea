import { readdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandHere } from '../harness/command.ts'
import { createFolder } from '../harness/folder.ts'
import { runCommandProcess } from '../harness/process.ts'

const TIMEOUT_MS = 240_000

describe('openidv', () => {
  let folder: string
  beforeAll(async () => {
    folder = await createFolder('commands')
  })

  it('prints its commands when asked for help, after any word, and needs nothing for it', {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (const args of [['--help'], ['help'], ['tokens', '--help'], ['keys', 'create', '-h']]) {
      const { code, stdout, stderr } = await runCommandHere(folder, args)
      expect([args, code, stderr]).toEqual([args, 0, ''])
      expect(stdout).toMatch(/^Usage: [\s\S]+tokens grant/)
    }
    expect(await readdir(folder)).toEqual([])
  })

  it('writes specimens that are pictures', { timeout: TIMEOUT_MS }, async () => {
    const target = join(folder, 'deep', 'specimens')
    const { code, stdout } = await runCommandProcess(folder, ['specimens', target])
    expect([code, stdout.trim().split('\n')]).toEqual([0, [expect.any(String), expect.any(String), expect.any(String)]])
    for (const name of ['passport.jpg', 'selfie.jpg', 'stranger.jpg']) {
      const { format, width } = await sharp(join(target, name)).metadata()
      expect([name, format, width > 300]).toEqual([name, 'jpeg', true])
    }
  })
})

describe('serve on a port that is taken', () => {
  let other: Server
  let port: number
  beforeAll(async () => {
    other = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => other.once('listening', listening))
    port = (other.address() as { port: number }).port
  })
  afterAll(() => other.close())

  it('ends with one sentence that says what to do', { timeout: TIMEOUT_MS }, async () => {
    const folder = await createFolder('port')
    const { code, stderr } = await runCommandProcess(folder, ['serve'], { OPENIDV_PORT: String(port) })
    expect([code, stderr]).toEqual([
      1,
      `Port ${port} of 127.0.0.1 is taken by another program: stop it, or take another port, such as OPENIDV_PORT=${port < 65_535 ? port + 1 : port - 1} npm start.\n`,
    ])
  })
})
