/** Runs the snippets of the guide to webhooks, which the console shows as well, on what the server signs. */
import { execFile, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyWebhook } from '../../client/verify-webhook.ts'
import { newWebhookSecret } from '../../src/services/webhooks/secret.ts'
import { signWebhook, toWebhookPublicKey } from '../../src/services/webhooks/sign.ts'
import { LANGUAGES, snippetFor } from '../../web/console/pages/webhooks/snippets.ts'
import { startReceiver } from '../harness/receiver.ts'
import { readText } from '../repository/tree.ts'

const run = promisify(execFile)
const GUIDE = readText('docs/guides/webhooks.md')
const SECRET = newWebhookSecret()
const BODY = JSON.stringify({ type: 'session.created', data: { id: 'a-session', name: 'Zoë' } })
const signer = generateKeyPairSync('ed25519')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openidv-webhook-guide-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** As the server signs it; the secret of before signs, too. */
function sign(): Readonly<Record<string, string>> {
  const message = { id: 'msg_1', timestamp: Math.floor(Date.now() / 1000), body: BODY }
  return signWebhook({ webhookSigners: [signer] }, [newWebhookSecret(), SECRET], message)
}

/** The snippet that begins with `start`, as a program of Node, run by `call`. */
async function runModule(start: string, call: string): Promise<string> {
  const block = [...GUIDE.matchAll(/^```js\n(?<code>[\s\S]*?)^```$/gm)].find(({ groups }) =>
    groups?.code?.startsWith(start),
  )
  const code = block?.groups?.code?.replace("'standardwebhooks'", `'${import.meta.resolve('standardwebhooks')}'`)
  const path = join(folder, 'snippet.mjs')
  await writeFile(path, `${code}\n${call}`)
  const { stdout } = await run(process.execPath, [path], { env: { OPENIDV_WEBHOOK_SECRET: SECRET } })
  return stdout.trim()
}

it('the console shows the snippets of the guide', () => {
  for (const language of LANGUAGES) expect(GUIDE).toContain(`\n${snippetFor(language, 'URL')}\`\`\``)
})

it('the snippet of Node takes what the server signs, and nothing that was changed', async () => {
  const [body, headers] = [JSON.stringify(BODY), JSON.stringify(sign())]
  const start = "import { Webhook } from 'standardwebhooks'"
  expect(await runModule(start, `console.log(readEvent(${body}, ${headers}).type)`)).toBe('session.created')
  await expect(runModule(start, `readEvent(${body} + ' ', ${headers})`)).rejects.toThrow('No matching signature')
})

it('the snippet of v1a takes it by the public key alone', async () => {
  const key = JSON.stringify(toWebhookPublicKey(signer.publicKey))
  const [body, headers] = [JSON.stringify(BODY), JSON.stringify(sign())]
  const start = "import { createPublicKey, verify } from 'node:crypto'"
  const call = `console.log(isOurs(${key}, ${body}, ${headers}), isOurs(${key}, ${body} + ' ', ${headers}))`
  expect(await runModule(start, call)).toBe('true false')
})

it.skipIf(!has('python3'))('the snippet of Python takes it, and nothing that was changed', async () => {
  const call = `
import sys
headers, body = json.loads(sys.argv[1]), sys.argv[2].encode()
print(read_event(body, headers)["type"])
try:
    read_event(body + b" ", headers)
except ValueError as error:
    print(error)
`
  const path = join(folder, 'snippet.py')
  await writeFile(path, snippetFor('Python', '') + call)
  const env = { PATH: process.env.PATH, OPENIDV_WEBHOOK_SECRET: SECRET, PYTHONIOENCODING: 'utf8' }
  const { stdout } = await run('python3', [path, JSON.stringify(sign()), BODY], { env })
  expect(stdout.trim().split('\n')).toEqual(['session.created', 'not from OpenIDV'])
})

it.skipIf(!has('openssl') || !has('curl'))('the snippet of curl sends what a receiver takes', async () => {
  const receiver = await startReceiver()
  const env = { PATH: process.env.PATH, OPENIDV_WEBHOOK_SECRET: SECRET }
  const { stdout } = await run('sh', ['-c', snippetFor('curl', receiver.url)], { env })
  expect(stdout).toContain('thank you')
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  expect(verifyWebhook(SECRET, headers, body).type).toBe('session.created')
  await receiver.close()
})
