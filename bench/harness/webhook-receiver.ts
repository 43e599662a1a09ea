/** A receiver of webhooks as a process of its own, which is killed and started again; tells its parent of each before it answers. */
import { createServer } from 'node:http'

export interface ReceivedWebhook {
  readonly id: string
  readonly type: string
  readonly sessionId: string
}

const port = Number(process.argv[2])

createServer((request, reply) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const { type, data } = JSON.parse(Buffer.concat(chunks).toString())
    const received: ReceivedWebhook = { id: String(request.headers['webhook-id']), type, sessionId: data.id }
    // What is not told before it is answered could be lost by a kill in between, and would look like ours.
    process.send?.(received, () => reply.end('ok'))
  })
}).listen(port, '127.0.0.1', () => process.send?.('listening'))
process.on('disconnect', () => process.exit())
