/** The process that abuses a server in every way at once that strangers and one applicant have. */
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateKey } from '../../src/services/api-keys/format.ts'
import { hostileJpeg } from './hostile-jpeg.ts'

/** What the process is told when it is started. */
export interface Target {
  readonly port: number
  /** An applicant's session and the cookie that opened it. */
  readonly sessionId: string
  readonly cookie: string
}

/** What was answered to each attack: how often each status, 0 when the connection ended without one. */
export type Answers = Readonly<Record<string, Readonly<Record<number, number>>>>

/** Another address than the one that measures, so that shares of addresses are met as by strangers. */
const FROM = '127.0.0.2'
const LARGE = 15 * 1024 * 1024
const UNKNOWN_SESSION = 'c0ffee00-0000-4000-8000-000000000001'
const GUESSES_PER_SECOND = 630
const GUESSERS = 16
const CHUNK = Buffer.alloc(64 * 1024, 'x')

const target = JSON.parse(process.argv[2] ?? '{}') as Target
const answers: Record<string, Record<number, number>> = {}
let isOver = false

function count(attack: string, heard: string): void {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0)
  const counts = answers[attack] ?? {}
  answers[attack] = counts
  counts[status] = (counts[status] ?? 0) + 1
}

function connectFrom(): Socket {
  const socket = connect({ host: '127.0.0.1', port: target.port, localAddress: FROM })
  socket.setMaxListeners(0)
  return socket.on('error', () => undefined)
}

/** Sends one request by `send` on a connection of its own; ends with the connection. */
function attack(name: string, head: string, send: (socket: Socket) => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connectFrom()
    socket.on('data', (chunk: Buffer) => {
      heard = heard.length < 20 ? heard + chunk.toString('latin1') : heard
    })
    socket.on('end', () => socket.destroy())
    socket.once('close', () => {
      count(name, heard)
      resolve()
    })
    socket.once('connect', () => {
      socket.write(head)
      send(socket).catch(() => socket.destroy())
    })
  })
}

function headOf(line: string, length: number, more = ''): string {
  return `${line} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\ncontent-length: ${length}\r\n${more}\r\n`
}

async function sendLarge(socket: Socket): Promise<void> {
  for (let sent = 0; sent < LARGE && !socket.destroyed && !isOver; sent += CHUNK.byteLength) {
    if (!socket.write(CHUNK)) await new Promise<void>((go) => socket.once('drain', go).once('close', () => go()))
  }
}

async function drip(socket: Socket): Promise<void> {
  while (!socket.destroyed && !isOver) {
    socket.write('x')
    await sleep(1000)
  }
  socket.destroy()
}

const json = 'content-type: application/json\r\n'
const deep = Buffer.alloc(1_000_000, '[')
const jpeg = await hostileJpeg()

/** Each attack, and by how many at a time. */
const ATTACKS: ReadonlyArray<readonly [number, () => Promise<void>]> = [
  [
    60,
    () =>
      attack(
        '15 MiB without a cookie',
        headOf(`PUT /hosted/sessions/${UNKNOWN_SESSION}/evidence/id_front`, LARGE),
        sendLarge,
      ),
  ],
  [30, () => attack('a byte a second', headOf('POST /hosted/open', 4000, json), drip)],
  [
    20,
    () =>
      attack('[[[[ of a megabyte', headOf('POST /hosted/open', deep.byteLength, json), async (socket) => {
        socket.write(deep)
      }),
  ],
  [
    5,
    () =>
      attack(
        'hostile JPEG of an applicant',
        headOf(
          `PUT /hosted/sessions/${target.sessionId}/evidence/id_front`,
          jpeg.byteLength,
          `cookie: ${target.cookie}\r\n`,
        ),
        async (socket) => {
          socket.write(jpeg)
        },
      ),
  ],
]

async function repeat(act: () => Promise<void>): Promise<void> {
  while (!isOver) {
    await act()
    // A refusal costs the attacker a round trip at least.
    await sleep(20)
  }
}

async function guessKeys(): Promise<void> {
  const begun = performance.now()
  let socket = connectFrom()
  for (let guesses = 0; !isOver; guesses++) {
    const aheadMs = (guesses * 1000 * GUESSERS) / GUESSES_PER_SECOND - (performance.now() - begun)
    if (socket.destroyed) socket = connectFrom()
    if (aheadMs > 5) await sleep(aheadMs)
    const head = `GET /v1/auth/verify HTTP/1.1\r\nhost: bench\r\nx-api-key: ${generateKey('live')}\r\n\r\n`
    await ask(socket, head)
  }
}

/** Sends one guess on a connection that is kept for the next. */
async function ask(socket: Socket, head: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (chunk?: Buffer) => {
      socket.off('data', done).off('close', done)
      if (chunk) count('unknown key', chunk.toString('latin1', 0, 20))
      resolve()
    }
    socket.once('data', done).once('close', () => done())
    socket.write(head)
  })
}

process.on('message', () => {
  isOver = true
  process.send?.(answers satisfies Answers, () => process.exit(0))
})
process.send?.('ready')
await Promise.all([
  ...Array.from({ length: GUESSERS }, guessKeys),
  ...ATTACKS.flatMap(([many, act]) => Array.from({ length: many }, () => repeat(act))),
])
