/** Opens the way by which mail leaves, as the configuration says. */
import type { Config } from '../../config.ts'
import { SmtpServer } from '../../lib/smtp.ts'
import type { Postman, WriteMail } from './send.ts'

/** Undefined where mail goes nowhere. What lies in the mailbox of a developer is sent as soon as it is there. */
export function openPostman({ mail }: Pick<Config, 'mail'>, write: WriteMail): Postman | undefined {
  if (mail.kind === 'none') return undefined
  if (mail.kind === 'mailbox') return { write, send: async () => undefined }
  const server = new SmtpServer({ url: new URL(mail.url.reveal()), from: mail.from })
  return { write, send: (message, stopping) => server.send(message, stopping) }
}
