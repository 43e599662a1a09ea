/** Reads the settings of what is sent to people: mail and text messages. */
import { findTemplateProblem, SMS_GATEWAYS, type SmsGatewayName } from './lib/sms-forms.ts'
import type { Secret, SettingsReader } from './settings-reader.ts'

/** Where mail goes: to a mail server, to a page that a developer looks at, or nowhere. */
export type MailConfig =
  | { readonly kind: 'smtp'; readonly url: Secret; readonly from: string }
  | { readonly kind: 'mailbox' }
  | { readonly kind: 'none' }

/** Where text messages go. */
export type SmsConfig =
  | {
      readonly kind: 'gateway'
      readonly url: Secret
      readonly authorization: Secret | undefined
      readonly gateway: SmsGatewayName
      readonly template: string
      readonly from: string
      /** Whether it recognises a message that it is given twice. */
      readonly isIdempotent: boolean
    }
  | { readonly kind: 'mailbox' }
  | { readonly kind: 'none' }

/** A mail server and whom mail is from go together. */
export function readMail(read: SettingsReader, isForDeveloper: boolean): MailConfig {
  const [url, from] = [read.smtpUrl('smtpUrl'), read.mailbox('mailFrom')]
  if (url && from) return { kind: 'smtp', url, from }
  if (read.has('smtpUrl') && !read.has('mailFrom')) {
    read.problem('mailFrom', 'is needed with OPENIDV_SMTP_URL', 'no-reply@example.com')
  }
  if (read.has('mailFrom') && !read.has('smtpUrl')) {
    read.problem('smtpUrl', 'is needed with OPENIDV_MAIL_FROM', 'smtps://USER:PASSWORD@mail.example.com')
  }
  return { kind: isForDeveloper ? 'mailbox' : 'none' }
}

/** A gateway, its form, and whom text messages are from. */
export function readSms(read: SettingsReader, isForDeveloper: boolean): SmsConfig {
  const url = read.secretUrl('smsUrl')
  if (!url) return { kind: isForDeveloper ? 'mailbox' : 'none' }
  const gateway = read.oneOf('smsGateway', SMS_GATEWAYS)
  const [template, from] = [read.text('smsTemplate'), read.text('smsFrom')]
  if (from === '' && (gateway !== 'own' || template.includes('{from}'))) {
    read.problem('smsFrom', 'is needed with OPENIDV_SMS_URL', '+15192223333')
  }
  const problem = gateway === 'own' ? findTemplateProblem(template) : undefined
  if (problem !== undefined) read.problem('smsTemplate', problem, `'{"to":"{to}","text":"{text}"}'`)
  const authorization = read.secret('smsAuthorization')
  return { kind: 'gateway', url, authorization, gateway, template, from, isIdempotent: read.boolean('smsIdempotent') }
}
