import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unpackTar } from './tar.ts'

let parent: string
let target: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'openidv-tar-'))
  target = join(parent, 'target')
})
afterEach(() => rm(parent, { recursive: true }))

/** A ustar header with its sum, and the bytes behind it, in blocks. */
function entry(path: string, bytes = '', type = '0'): Buffer {
  const header = Buffer.alloc(512)
  header.write(path, 0)
  header.write('0000777\0', 100)
  header.write(`${Buffer.byteLength(bytes).toString(8).padStart(11, '0')}\0`, 124)
  header.write('        ', 148)
  header.write(type, 156)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const body = Buffer.alloc(Math.ceil(bytes.length / 512) * 512)
  body.write(bytes)
  return Buffer.concat([header, body])
}

const END = Buffer.alloc(1024)

/** In pieces that end in the middle of everything. */
async function* inPieces(archive: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < archive.byteLength; at += 100) yield archive.subarray(at, at + 100)
}

const unpack = (...parts: readonly Buffer[]) => unpackTar(inPieces(Buffer.concat(parts)), target)

it('files and folders come out as they went in, for their owner alone', async () => {
  await unpack(entry('base/', '', '5'), entry('base/1/a', 'x'.repeat(1000)), entry('empty'), entry('b', 'y'), END)
  expect((await readdir(target, { recursive: true })).sort()).toEqual(['b', 'base', 'base/1', 'base/1/a', 'empty'])
  expect(await readFile(join(target, 'base/1/a'), 'utf8')).toBe('x'.repeat(1000))
  expect(await readFile(join(target, 'empty'), 'utf8')).toBe('')
  expect((await stat(join(target, 'b'))).mode & 0o777).toBe(0o600)
  expect((await stat(join(target, 'base'))).mode & 0o777).toBe(0o700)
})

it('an archive that is cut off, wherever, is refused', async () => {
  const archive = Buffer.concat([entry('a', 'x'.repeat(1000)), entry('b', 'y'), END])
  for (const length of [0, 300, 700, 1536, 1800, 2100]) {
    await expect(unpack(archive.subarray(0, length)), String(length)).rejects.toThrow('cut off')
    await rm(target, { recursive: true, force: true })
  }
})

it('a header that was changed is refused, and so is a path that leads out, and a link', async () => {
  const changed = entry('a', 'x')
  changed.write('b', 0)
  await expect(unpack(changed, END)).rejects.toThrow('damaged')
  for (const path of ['../escape', 'a/../../escape', '/escape'])
    await expect(unpack(entry(path, 'x'), END), path).rejects.toThrow('leads out of it')
  await expect(unpack(entry('link', '', '2'), END)).rejects.toThrow('has a link')
  expect(await readdir(parent)).not.toContain('escape')
})
