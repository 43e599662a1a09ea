/** A TCP forwarder whose connections can fall silent, for tests of connections that break without saying so. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface TcpGate {
  /** The given URL, by way of the gate. */
  readonly url: string
  /**
   * From here on nothing passes through connections that began with these words, either way, and nothing of them is
   * closed: as when a cable is pulled.
   */
  hold(words: string): void
  /** Ends every connection, and refuses later ones until `release`. */
  refuse(): void
  /** Ends the connections that were held, and lets later ones through. */
  release(): void
  /** Lets later connections through, and leaves those that were held silent for ever: nobody ever ends them. */
  forget(): void
  close(): Promise<void>
}

interface Passage {
  readonly near: Socket
  readonly far: Socket
  /** The first bytes of the client. */
  greeting: string
  isForgotten: boolean
}

/** Opens a gate in front of the server of a URL that names its port. */
export async function openTcpGate(targetUrl: string): Promise<TcpGate> {
  const target = new URL(targetUrl)
  const passages = new Set<Passage>()
  let held: string | undefined
  const isHeld = ({ greeting, isForgotten }: Passage) => isForgotten || (held !== undefined && greeting.includes(held))
  let isRefusing = false
  const server = createServer((near) => {
    if (isRefusing) return void near.destroy()
    const passage: Passage = {
      near,
      far: connect(Number(target.port), target.hostname),
      greeting: '',
      isForgotten: false,
    }
    passages.add(passage)
    near.once('data', (bytes) => {
      passage.greeting = bytes.toString('latin1')
    })
    forward(passage, near, passage.far, isHeld)
    forward(passage, passage.far, near, isHeld)
    near.on('close', () => passages.delete(passage))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: viaPort(targetUrl, server.address()),
    hold: (words) => {
      held = words
    },
    refuse: () => {
      isRefusing = true
      for (const passage of passages) destroy(passage)
    },
    release: () => {
      isRefusing = false
      for (const passage of [...passages].filter(isHeld)) destroy(passage)
      held = undefined
    },
    forget: () => {
      for (const passage of [...passages].filter(isHeld)) passage.isForgotten = true
      held = undefined
    },
    async close() {
      for (const passage of passages) destroy(passage)
      server.close()
      await once(server, 'close')
    },
  }
}

function forward(passage: Passage, from: Socket, to: Socket, isHeld: (passage: Passage) => boolean): void {
  from.on('data', (bytes) => {
    if (!isHeld(passage)) to.write(bytes)
  })
  from.on('error', () => undefined)
  from.on('close', () => {
    if (!isHeld(passage)) to.destroy()
  })
}

function destroy({ near, far }: Passage): void {
  near.destroy()
  far.destroy()
}

function viaPort(targetUrl: string, address: ReturnType<ReturnType<typeof createServer>['address']>): string {
  const url = new URL(targetUrl)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  return url.href
}
