/** The test server behind a real port, with links that lead there. */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { type Client, type ClientOptions, createClient } from '../../client/client.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

export interface ListeningServer extends TestServer {
  readonly url: string
  /** A client of the organization's live key, unless another is named. */
  connect(options?: Partial<ClientOptions>): Client
}

/** Takes the port first: the server puts its own address into links, and must know it when it is built. */
export async function startListeningServer(env: Readonly<Record<string, string>> = {}): Promise<ListeningServer> {
  const door = createServer()
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  const address = door.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const server = await startTestServer({ OPENIDV_BASE_URL: url, ...env })
  // The HTTP server counts only connections that it took itself, and would leave these open.
  const sockets = new Set<Socket>()
  door.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    server.app.server.emit('connection', socket)
  })
  return {
    ...server,
    url,
    connect: (options) => createClient({ baseUrl: url, apiKey: server.organization.liveKey, ...options }),
    async close() {
      door.close()
      for (const socket of sockets) socket.destroy()
      await once(door, 'close')
      await server.close()
    },
  }
}
