/** `listen`: prints a sandbox's events as they happen, and forwards them to a receiver on this machine. */
import { readFile } from 'node:fs/promises'
import { invalidField } from '../../lib/errors.ts'
import { inspectKey } from '../../services/api-keys/format.ts'
import { newWebhookSecret } from '../../services/webhooks/secret.ts'
import { type CommandOptions, findText, print } from '../command-options.ts'
import { followEvents } from './follow-events.ts'
import { forwardEvent } from './forward-event.ts'

/** Goes on until it is interrupted, or `signal` is aborted. Needs no database or data folder: the server may be elsewhere. */
export async function listen(options: CommandOptions, signal?: AbortSignal): Promise<void> {
  const key = await readKey(options)
  const server = urlOf(options, 'server') ?? new URL(options.config.http.baseUrl)
  const forwardTo = urlOf(options, 'forward-to')
  const secret = newWebhookSecret()
  const onReady = () => {
    print(`Listening to ${server.origin}`)
    if (!forwardTo) return
    print(`Forwarding to ${forwardTo.href}, signed with the secret of this run:`)
    print(`OPENIDV_WEBHOOK_SECRET=${secret}`)
  }
  for await (const event of followEvents(server, key, { signal, onReady })) {
    const told = `${event.createdAt}  ${event.type}  ${event.sessionId ?? event.id}`
    print(forwardTo ? `${told}  ${await forwardEvent(forwardTo, secret, event)}` : told)
  }
}

/** Of a file or the environment: options of a command are seen by everybody on the machine. Live data is not forwarded. */
async function readKey(options: CommandOptions): Promise<string> {
  const path = findText(options, 'api-key-file')
  const key = path === undefined ? options.config.apiKey?.reveal() : (await readKeyFile(path)).trim()
  const field = path === undefined ? 'OPENIDV_API_KEY' : '--api-key-file'
  if (key === undefined)
    throw invalidField(field, 'must hold an API key of the sandbox, or name a file by --api-key-file')
  const { environment } = inspectKey(key)
  if (environment === undefined) throw invalidField(field, 'does not hold an API key')
  if (environment === 'live')
    throw invalidField(field, 'holds a live key: take one of the sandbox, whose people are made up')
  return key
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    throw invalidField('--api-key-file', `cannot be read: ${path}`)
  }
}

function urlOf(options: CommandOptions, name: string): URL | undefined {
  const text = findText(options, name)
  if (text === undefined) return undefined
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text)
  throw invalidField(`--${name}`, 'must be an absolute http or https URL')
}
