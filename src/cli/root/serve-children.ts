/** Starts and ends the children of a server that gave root up: those of two programs, and no others. */
import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { DECODER_CODE } from '../../children/picture-decoder.ts'
import type { ChildCode } from '../../children/privileges.ts'
import { type StartedChild, startChild } from '../../children/start-child.ts'
import type { Logger } from '../../lib/log.ts'
import { VISION_CODE } from '../../worker/vision-pool.ts'
import type { ParentMessage } from './messages.ts'

const CODES: readonly ChildCode[] = [DECODER_CODE, VISION_CODE]
/** More than a server has, those counted that are about to end. */
const MAX_CHILDREN = 150

/** Does what the server asks, as long as it makes sense; answers what ends every child of it. */
export function serveChildren(server: ChildProcess, log: Logger): () => void {
  const children = new Map<number, StartedChild>()
  const tell = (message: ParentMessage, channel?: Socket) => {
    if (server.connected) server.send(message, channel, () => undefined)
  }
  const start = (id: number, code: ChildCode) => {
    let opened: Socket | undefined
    const child = startChild(code, {
      opened: (channel) => {
        opened = channel
        stopReading(channel)
      },
      gone: (end) => {
        children.delete(id)
        tell({ gone: id, end: 'error' in end ? { error: String(end.error) } : end })
      },
      failed: (err, what) => log.warn({ err, pid: child.pid }, what),
    })
    children.set(id, child)
    if (opened && child.pid !== undefined) tell({ started: id, pid: child.pid }, opened)
  }
  server.on('message', (message: unknown) => {
    const { start: asked, entry, kill } = (message ?? {}) as Readonly<Record<string, unknown>>
    const code = CODES.find(({ entry: known }) => known.href === entry)
    if (typeof kill === 'number') children.get(kill)?.kill()
    else if (typeof asked === 'number' && code && !children.has(asked) && children.size < MAX_CHILDREN)
      start(asked, code)
    else log.error('the server asked its parent for what no server of ours asks for')
  })
  return () => {
    for (const child of children.values()) child.kill()
  }
}

/** What the child says first is for the server: our end must not take it. Node begins to read, and has no word to stop. */
function stopReading(channel: Socket): void {
  const { _handle: handle } = channel as unknown as { readonly _handle: { readStop(): void } }
  handle.readStop()
}
