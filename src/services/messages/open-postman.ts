/** Opens the ways by which messages leave, as the configuration says. */
import type { Config } from '../../config.ts'
import { findSmsForm } from '../../lib/sms-forms.ts'
import { SmsGateway } from '../../lib/sms-gateway.ts'
import { SmtpServer } from '../../lib/smtp.ts'
import type { Way, Writers } from './send.ts'

/** Undefined where mail goes nowhere. What lies in the mailbox of a developer is sent as soon as it is there. */
export function openMailWay({ mail }: Pick<Config, 'mail'>, { email: write }: Writers): Way | undefined {
  if (mail.kind === 'none') return undefined
  if (mail.kind === 'mailbox') return toWay(write, async () => undefined)
  const server = new SmtpServer({ url: new URL(mail.url.reveal()), from: mail.from })
  return toWay(write, (message, stopping) => server.send(message, stopping))
}

/** What takes mail to people who use the console; undefined where their links are handed over by hand. */
export function openAccountMail({ mail }: Pick<Config, 'mail'>): SmtpServer | undefined {
  return mail.kind === 'smtp' ? new SmtpServer({ url: new URL(mail.url.reveal()), from: mail.from }) : undefined
}

/** The same of text messages. */
export function openTextWay({ sms }: Pick<Config, 'sms'>, { phone: write }: Writers): Way | undefined {
  if (sms.kind === 'none') return undefined
  if (sms.kind === 'mailbox') return toWay(write, async () => undefined)
  const gateway = new SmsGateway({
    url: new URL(sms.url.reveal()),
    authorization: sms.authorization?.reveal(),
    form: findSmsForm(sms.gateway, sms.template),
    from: sms.from,
  })
  return { ...toWay(write, (message) => gateway.send(message)), isRepeatable: sms.isIdempotent }
}

type Write<Written> = (...about: Parameters<Writers['email']>) => Promise<Written | string>

function toWay<Written extends object>(
  write: Write<Written>,
  send: (message: Written & { readonly id: string }, stopping: AbortSignal) => Promise<void>,
): Way {
  return {
    isRepeatable: true,
    prepare: async (ctx, message) => {
      const written = await write(ctx, message)
      if (typeof written === 'string') return written
      return (stopping) => send({ ...written, id: message.id }, stopping)
    },
  }
}
