/** Proves that a server that was taken over gets nothing from its parent but the two programs it knows. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { DECODER_CODE } from '../../children/picture-decoder.ts'
import { createLogger } from '../../lib/log.ts'
import { serveChildren } from './serve-children.ts'

const lines: string[] = []
const log = createLogger('info', { write: (line) => void lines.push(line) })
const ends: Array<() => void> = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A server that strangers took over: it says this to its parent and prints, a line each, what the parent answers. */
async function hear(said: readonly unknown[], answers: number): Promise<unknown[]> {
  const script = `
    let left = ${answers}
    process.on('message', (message, handle) => {
      process.stdout.write(JSON.stringify({ ...message, channel: handle?.constructor.name }) + '\\n')
      handle?.destroy()
      if (--left === 0) process.disconnect()
    })
    for (const message of ${JSON.stringify(said)}) process.send(message)
    if (left === 0) process.disconnect()`
  const server = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  ends.push(() => server.kill('SIGKILL'), serveChildren(server, log))
  let output = ''
  server.stdout?.on('data', (text) => {
    output += text
  })
  await once(server, 'close')
  return output.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []))
}

it('starts the programs that it knows, hands their channel over and tells how they end', async () => {
  const heard = await hear([{ start: 1, entry: DECODER_CODE.entry.href }], 2)
  expect(heard).toEqual([
    { started: 1, pid: expect.any(Number), channel: 'Socket' },
    { gone: 1, end: { exitCode: null, signal: 'SIGKILL', tail: '' } },
  ])
})

it('starts nothing else, ends nothing that is not a child, and outlives nonsense', async () => {
  const entry = DECODER_CODE.entry.href
  const nonsense = [
    { start: 1, entry: 'file:///tmp/another.ts' },
    { start: 2 },
    { start: '3', entry },
    { kill: process.pid },
    { kill: '1' },
    'start',
    7,
    null,
    [],
    {},
  ]
  lines.length = 0
  // The last request is a good one, so that the answer comes after all of the others.
  expect(await hear([...nonsense, { start: 9, entry }], 1)).toEqual([
    { started: 9, pid: expect.any(Number), channel: 'Socket' },
  ])
  expect(lines.filter((line) => line.includes('no server of ours')).length).toBe(nonsense.length - 1)
})

it('starts no second child of one number', async () => {
  const entry = DECODER_CODE.entry.href
  lines.length = 0
  await hear(
    [
      { start: 1, entry },
      { start: 1, entry },
    ],
    1,
  )
  expect(lines.filter((line) => line.includes('no server of ours')).length).toBe(1)
})
