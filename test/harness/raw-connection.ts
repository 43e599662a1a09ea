/** Speaks to a listening server byte by byte, as no well-behaved client does. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RawConnection {
  readonly socket: Socket
  /** Everything that was heard so far. */
  heard(): string
  /** The status of the first answer; 0 when there was none. */
  status(): number
  /** Resolves when the other side has ended the connection; rejects after `timeoutMs`. */
  ended(timeoutMs?: number): Promise<void>
}

/** Connects and sends `text`, and nothing more by itself; `from` is the address on this machine that it comes from. */
export async function openRaw(port: number, text = '', from?: string): Promise<RawConnection> {
  const socket = connect({ host: '127.0.0.1', port, ...(from && { localAddress: from }) })
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1')
  })
  // A reset is an end, too.
  socket.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => {
    socket.once('end', resolve)
    socket.once('close', () => resolve())
  })
  await once(socket, 'connect')
  if (text !== '') socket.write(text)
  return {
    socket,
    heard: () => heard,
    status: () => Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0),
    async ended(timeoutMs = 5000) {
      const isEnded = await Promise.race([ended.then(() => true), sleep(timeoutMs, false)])
      if (!isEnded) throw new Error(`The connection was open after ${timeoutMs} ms; heard: ${heard}`)
    },
  }
}

/** The text of a request's head. */
export function headOf(line: string, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries({ host: 'openidv.test', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n`
}
