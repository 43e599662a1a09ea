/** The forms in which gateways take a text message, and how their answers are read. */
import type { PostAnswer } from './guarded-post.ts'
import { SmsError, type SmsFault, type TextMessage } from './sms-error.ts'

/** How a gateway is spoken to. */
export interface SmsForm {
  readonly write: (message: TextMessage & { readonly from: string }) => {
    readonly contentType: string
    readonly body: string
  }
  /** Why the message was not taken; undefined when it was. */
  readonly read: (answer: PostAnswer) => SmsError | undefined
}

export const SMS_GATEWAYS = ['own', 'twilio', 'vonage', 'messagebird'] as const
export type SmsGatewayName = (typeof SMS_GATEWAYS)[number]

/** What a template may hold: the number with its plus and without, the sender, the text, the id, and whether the text needs UCS-2. */
const PLACES = /\{(to|number|from|text|id|type)\}/g

/** The form of a gateway; `template`: of one's own. */
export function findSmsForm(name: SmsGatewayName, template: string): SmsForm {
  if (name === 'own') return { write: toWriter(template), read: readStatus }
  return FORMS[name]
}

const FORMS: Readonly<Record<Exclude<SmsGatewayName, 'own'>, SmsForm>> = {
  // https://www.twilio.com/docs/messaging/api/message-resource
  twilio: { write: toWriter('To={to}&From={from}&Body={text}'), read: readTwilio },
  // https://developer.vonage.com/en/api/sms
  vonage: { write: toWriter('to={number}&from={from}&text={text}&type={type}&client-ref={id}'), read: readVonage },
  // https://developers.messagebird.com/api/sms-messaging
  messagebird: {
    write: toWriter('recipients={number}&originator={from}&body={text}&datacoding=auto&reference={id}'),
    read: readMessageBird,
  },
}

/** Whether a template is JSON, else it is a form. */
function isJson(template: string): boolean {
  return /^\s*\{\s*"/.test(template)
}

/** What is wrong with a template; undefined when it can be used. */
export function findTemplateProblem(template: string): string | undefined {
  if (!/\{(to|number)\}/.test(template) || !template.includes('{text}')) return 'must hold {to} or {number}, and {text}'
  if (!isJson(template))
    return /^[^=&\s]+=/.test(template) ? undefined : 'must be JSON or a form such as to={to}&text={text}'
  try {
    JSON.parse(template)
    return undefined
  } catch {
    return 'must be JSON with its places inside strings'
  }
}

function toWriter(template: string): SmsForm['write'] {
  return (message) => {
    const { to, from, text, id } = message
    const values = { to, number: to.replace(/^\+/, ''), from, text, id, type: isGsm(text) ? 'text' : 'unicode' }
    const fill = (encode: (value: string) => string) =>
      template.replace(PLACES, (_place, name: keyof typeof values) => encode(values[name]))
    return isJson(template)
      ? { contentType: 'application/json', body: fill((value) => JSON.stringify(value).slice(1, -1)) }
      : { contentType: 'application/x-www-form-urlencoded', body: fill(encodeURIComponent) }
  }
}

/** The characters of GSM 03.38 that ASCII has, too; with any other the text is sent as UCS-2, which every gateway can. */
function isGsm(text: string): boolean {
  return /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z[\]{}\\^~|€]*$/.test(text)
}

/**
 * By the status alone. What a server itself did not do, or will do later, is tried again; a gateway in between that heard nothing leaves
 * open whether the one behind it took the message.
 */
function readStatus({ status }: PostAnswer): SmsError | undefined {
  if (status >= 200 && status < 300) return undefined
  const fault = STATUSES[status]
  if (fault) return new SmsError(fault, { statusCode: status })
  if (status === 502 || status === 504) return new SmsError('gateway_busy', { statusCode: status, end: 'unknown' })
  if (status >= 500) return new SmsError('gateway_busy', { statusCode: status })
  if (status < 400) return new SmsError('url_refused', { statusCode: status })
  return new SmsError('message_refused', { statusCode: status, end: 'final' })
}

/** What the operator can mend, or what passes. */
const STATUSES: Readonly<Record<number, SmsFault>> = {
  401: 'sign_in_refused',
  402: 'gateway_balance',
  403: 'sign_in_refused',
  404: 'url_refused',
  405: 'url_refused',
  408: 'gateway_busy',
  429: 'gateway_busy',
}

/** https://www.twilio.com/docs/api/errors; its codes change, so that only those of the recipient are told apart. */
const TWILIO_RECIPIENT = new Set([21211, 21610, 21612, 21614])
const TWILIO_COUNTRY = 21408
const TWILIO_SENDER = new Set([21212, 21606, 21659])

function readTwilio(answer: PostAnswer): SmsError | undefined {
  const code = Number(parse(answer.head)?.code)
  if (answer.status !== 400 || !Number.isInteger(code)) return readStatus(answer)
  if (code === TWILIO_COUNTRY) return new SmsError('country_refused', { statusCode: code, end: 'final' })
  if (TWILIO_RECIPIENT.has(code)) return new SmsError('recipient_refused', { statusCode: code, end: 'final' })
  if (TWILIO_SENDER.has(code)) return new SmsError('sender_refused', { statusCode: code })
  return new SmsError('message_refused', { statusCode: code, end: 'final' })
}

/** What may pass or be mended, by the status of a part; everything else is final. */
const VONAGE: Readonly<Record<number, SmsFault>> = {
  1: 'gateway_busy',
  4: 'sign_in_refused',
  5: 'gateway_busy',
  8: 'sign_in_refused',
  9: 'gateway_balance',
  10: 'gateway_busy',
  11: 'sign_in_refused',
  15: 'sender_refused',
}
const VONAGE_FINAL: Readonly<Record<number, SmsFault>> = {
  6: 'recipient_refused',
  7: 'recipient_refused',
  29: 'country_refused',
  33: 'recipient_refused',
}

/** It answers 200 whatever came of it; a text in several parts has a status for each. */
function readVonage(answer: PostAnswer): SmsError | undefined {
  const refusal = readStatus(answer)
  if (refusal) return refusal
  const statuses = [...answer.head.matchAll(/"status"\s*:\s*"(\d+)"/g)].map(([, status]) => Number(status))
  if (statuses.includes(0)) return undefined
  const [status] = statuses
  if (status === undefined) return new SmsError('answer_unreadable', { statusCode: answer.status, end: 'unknown' })
  const passing = VONAGE[status]
  if (passing) return new SmsError(passing, { statusCode: status })
  return new SmsError(VONAGE_FINAL[status] ?? 'message_refused', { statusCode: status, end: 'final' })
}

const MESSAGEBIRD_NO_RECIPIENT = 9
const MESSAGEBIRD_BALANCE = 25

function readMessageBird(answer: PostAnswer): SmsError | undefined {
  const code = Number(/"errors"\s*:\s*\[\s*\{\s*"code"\s*:\s*(\d+)/.exec(answer.head)?.[1])
  if (answer.status < 300 || !Number.isInteger(code)) return readStatus(answer)
  if (code === MESSAGEBIRD_BALANCE) return new SmsError('gateway_balance', { statusCode: code })
  if (code === MESSAGEBIRD_NO_RECIPIENT) return new SmsError('recipient_refused', { statusCode: code, end: 'final' })
  return readStatus(answer)
}

/** The beginning of an answer is all that is read: one that is longer is not understood. */
function parse(head: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(head)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
