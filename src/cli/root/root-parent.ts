/** The parent of a server that gave root up, as the server sees it: it runs the database and starts the children. */
import { Socket } from 'node:net'
import type { ChildWatch, StartChild } from '../../children/start-child.ts'
import type { ParentMessage, ServerMessage } from './messages.ts'

export interface RootParent {
  /** URL of the embedded database's superuser, when it takes connections. */
  readonly databaseUrl: Promise<string>
  /** Has a child started as a user that this process may not start one as. */
  readonly startChild: StartChild
  /** Ends the connection, so that this process can end; its end without it ends this process. */
  leave(): void
}

interface Asked {
  readonly watch: ChildWatch
  pid: number | undefined
}

/** Meets the parent. Call once, in a process that was started by `serveAsUser`. */
export function meetParent(): RootParent {
  const children = new Map<number, Asked>()
  let asked = 0
  const { promise: databaseUrl, resolve } = Promise.withResolvers<string>()
  const tell = (message: ServerMessage) => process.send?.(message)
  // Where we have no handles for it, a channel is lost on its way.
  const open = (id: number, pid: number, channel: unknown) => {
    const child = children.get(id)
    if (child) child.pid = pid
    if (child && channel instanceof Socket) child.watch.opened(channel)
    else tell({ kill: id })
  }
  process.on('message', (message: ParentMessage, channel: unknown) => {
    if ('databaseUrl' in message) resolve(message.databaseUrl)
    else if ('started' in message) open(message.started, message.pid, channel)
    else {
      children.get(message.gone)?.watch.gone(message.end)
      children.delete(message.gone)
    }
  })
  // Whoever killed the parent wants no server; PostgreSQL outlives it and is adopted by the next.
  const orphaned = () => process.exit(1)
  process.once('disconnect', orphaned)

  const startChild: StartChild = ({ entry }, watch) => {
    const id = ++asked
    const child: Asked = { watch, pid: undefined }
    children.set(id, child)
    tell({ start: id, entry: entry.href })
    return {
      get pid() {
        return child.pid
      },
      kill: () => tell({ kill: id }),
    }
  }
  const leave = () => {
    process.off('disconnect', orphaned)
    process.disconnect()
  }
  return { databaseUrl, startChild, leave }
}
