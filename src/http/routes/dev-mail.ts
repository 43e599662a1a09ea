/** GET /dev/mail: the mail and text messages that a developer's server would have sent, for whoever sits at its machine. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../lib/errors.ts'
import { escapeHtml } from '../../services/messages/lay-out.ts'
import { type MailboxEntry, readMailbox } from '../../services/messages/mailbox.ts'
import { INVITATION_WRITERS } from '../../services/sessions/write-invitation.ts'
import type { App } from '../app-type.ts'
import type { HttpServices } from '../services.ts'

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/** Adds the pages where there is a mailbox: never in production, nor where others reach the server. */
export function registerDevMail(app: App, { ctx }: HttpServices): void {
  if (ctx.config.mail.kind !== 'mailbox' && ctx.config.sms.kind !== 'mailbox') return
  const read = () => readMailbox(ctx, INVITATION_WRITERS)
  const route = { schema: { hide: true }, onRequest: requireThisMachine }

  app.get('/dev/mail', route, async (_req, reply) => showPage(reply, toList(await read())))

  app.get<{ Params: { id: string } }>('/dev/mail/:id', route, async (req, reply) => {
    const entry = (await read()).find(({ id }) => id === req.params.id)
    if (!entry?.mail) throw new AppError('not_found')
    return showPage(reply, entry.mail.html)
  })
}

/** A page of another site could have its name lead here, so the name is asked for, too. */
async function requireThisMachine(req: FastifyRequest): Promise<void> {
  const isHere = LOOPBACK_ADDRESSES.has(req.socket.remoteAddress ?? '') && LOOPBACK_HOST.test(req.headers.host ?? '')
  if (!isHere) throw new AppError('not_found')
}

function showPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(html)
}

function toList(entries: readonly MailboxEntry[]): string {
  const empty = '<p>No mail yet. Create a session with <code>"sendEmailInvite": true</code>, and reload.</p>'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox · OpenIDV</title>
<style>
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #1c2430 }
article { border: 1px solid #c9d0da; border-radius: 6px; padding: 1rem; margin: 1rem 0 }
h2 { font-size: 1.1rem; margin: 0 0 .25rem } pre { white-space: pre-wrap; overflow-wrap: anywhere } .dim { color: #4c5666; margin: 0 }
</style>
</head>
<body>
<main>
<h1>Mailbox</h1>
<p>No mail server (<code>OPENIDV_SMTP_URL</code>) or no gateway for text messages (<code>OPENIDV_SMS_URL</code>) is set: what would go by it is
only kept here.</p>
${entries.length > 0 ? entries.map(toArticle).join('\n') : empty}
</main>
</body>
</html>
`
}

function toArticle({ id, createdAt, mail, sms }: MailboxEntry): string {
  const moment = `<p class="dim"><time>${escapeHtml(createdAt.toISOString())}</time></p>`
  if (sms) {
    const text = escapeHtml(sms.text).replace(/https?:\/\/\S+$/, (address) => `<a href="${address}">${address}</a>`)
    return `<article><h2>Text message</h2><p class="dim">To ${escapeHtml(sms.to)}</p>${moment}<p style="overflow-wrap:anywhere">${text}</p></article>`
  }
  if (!mail) return `<article><h2>Not sent any more</h2>${moment}<p>Its session is closed.</p></article>`
  return `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<p class="dim">To ${escapeHtml(mail.to)}</p>
${moment}
<pre>${linkUp(escapeHtml(mail.text))}</pre>
<p><a href="/dev/mail/${encodeURIComponent(id)}">Show as HTML</a></p>
</article>`
}

/** Lines that are an address alone, which only our own text has. */
function linkUp(escaped: string): string {
  return escaped.replace(/^https?:\/\/\S+$/gm, (address) => `<a href="${address}">${address}</a>`)
}
