/** Asks a ClamAV daemon whether bytes are known malware, where the operator runs one. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { SocketAddress } from '../../settings-reader.ts'

const TIMEOUT_MS = 30_000
const RETRY_AFTER_MS = 5000
/** The daemon answers one line; whatever else answers is cut off. */
const MAX_ANSWER_BYTES = 4096
const CHUNK_BYTES = 64 * 1024

/**
 * Has a file scanned that is kept as it came; does nothing without `OPENIDV_CLAMD`. Throws `image_invalid` for what the daemon
 * knows as malware or cannot take, and `scanner_unavailable` when it does not answer: unscanned is not clean.
 */
export async function requireClean({ config, log }: Pick<TxContext, 'config' | 'log'>, bytes: Buffer): Promise<void> {
  if (config.scanner === undefined) return
  const answer = await askScanner(config.scanner, 'INSTREAM', bytes).catch((cause: unknown) => {
    throw unavailable(cause)
  })
  if (answer === 'stream: OK') return
  if (answer.endsWith(' FOUND')) {
    log.warn({ found: answer }, 'a file was refused: the scanner knows it as malware')
    throw new AppError('image_invalid', { message: 'The file holds known malicious content' })
  }
  throw unavailable(new Error(`The scanner answered: ${answer}`))
}

function unavailable(cause: unknown): AppError {
  return new AppError('scanner_unavailable', { details: { retry_after_ms: RETRY_AFTER_MS }, cause })
}

/** Throws with what is wrong when the daemon does not answer as one. */
export async function pingScanner(address: SocketAddress): Promise<void> {
  const answer = await askScanner(address, 'PING')
  if (answer !== 'PONG') throw new Error(`the scanner answered ${JSON.stringify(answer)} to PING`)
}

/** Sends one command, with the bytes as chunks of a length each where there are some (clamd(8), INSTREAM). */
async function askScanner(address: SocketAddress, command: 'PING' | 'INSTREAM', bytes?: Buffer): Promise<string> {
  const socket = connect(address)
  const tooLate = setTimeout(() => socket.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS)
  try {
    await once(socket, 'connect')
    const answer = readAnswer(socket)
    socket.write(`z${command}\0`)
    if (bytes) sendChunks(socket, bytes)
    return await answer
  } finally {
    clearTimeout(tooLate)
    socket.destroy()
  }
}

function sendChunks(socket: Socket, bytes: Buffer): void {
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES)
    socket.write(toLength(chunk.byteLength))
    socket.write(chunk)
  }
  socket.write(toLength(0))
}

function toLength(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

async function readAnswer(socket: Socket): Promise<string> {
  let answer = ''
  for await (const part of socket) {
    answer += String(part)
    if (answer.includes('\0') || answer.length > MAX_ANSWER_BYTES) break
  }
  return answer.split('\0', 1)[0] ?? ''
}
