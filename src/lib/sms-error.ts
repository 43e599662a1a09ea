/** A text message, and why a gateway did not take it. */
import type { PostFault } from './guarded-post.ts'

export interface TextMessage {
  /** UUID; the same when the message is handed over again. */
  readonly id: string
  /** E.164, with its plus. */
  readonly to: string
  readonly text: string
}

/** Why a message was not taken, in a word. */
export type SmsFault =
  | PostFault
  | 'recipient_refused'
  | 'country_refused'
  | 'message_refused'
  | 'sender_refused'
  | 'sign_in_refused'
  | 'gateway_balance'
  | 'gateway_busy'
  | 'url_refused'
  | 'answer_unreadable'

/** Refused for good, or taken perhaps; else it may be tried again. */
export type SmsEnd = 'final' | 'unknown'

/** A message that the gateway did not surely take; its own words are not in the message, since they may hold the number. */
export class SmsError extends Error {
  override readonly name = 'SmsError'
  readonly fault: SmsFault
  /** The gateway's own code where it names one, such as 21408; else the HTTP status. */
  readonly statusCode: number | undefined
  readonly end: SmsEnd | undefined
  constructor(fault: SmsFault, { statusCode, end }: { readonly statusCode?: number; readonly end?: SmsEnd } = {}) {
    super(`The text message was not taken: ${fault}`)
    this.fault = fault
    this.statusCode = statusCode
    this.end = end
  }
}
