/** Listens for webhooks and says what they tell: `OPENIDV_WEBHOOK_SECRET=whsec_… npm run example receive-webhook [PORT]`. */
import { createServer } from 'node:http'
import { verifyWebhook, WebhookError } from '../client/verify-webhook.ts'

const secret = process.env.OPENIDV_WEBHOOK_SECRET
if (!secret) {
  console.error('Set OPENIDV_WEBHOOK_SECRET. It is shown when the endpoint is added.')
  process.exit(1)
}
/** A real receiver keeps the ids where a restart does not lose them. */
const seen = new Set<string>()

const server = createServer(async (request, reply) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  try {
    const { id, type, data } = verifyWebhook(secret, request.headers, Buffer.concat(chunks))
    if (!seen.has(id)) console.log(`${type} ${data.id}`)
    seen.add(id)
    reply.statusCode = 204
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error
    console.log(`Refused: ${error.message}`)
    reply.statusCode = 400
  }
  reply.end()
})
server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`Listening on http://127.0.0.1:${address?.port}`)
})
