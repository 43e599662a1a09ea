/** Why an invitation was not taken, in a sentence. */

const REASONS: Readonly<Record<string, string>> = {
  recipient_refused: 'The address or number was refused.',
  message_refused: 'The message was refused.',
  country_refused: 'The gateway does not send to this country.',
  sender_refused: 'The sender of this server was refused.',
  sign_in_refused: 'This server could not sign in to the mail server or gateway.',
  encryption_failed: 'The connection to the mail server could not be encrypted.',
  server_unreachable: 'The mail server could not be reached.',
  connection_refused: 'The gateway could not be reached.',
  name_unknown: 'The gateway could not be reached.',
  certificate_invalid: 'The gateway could not be trusted.',
  address_refused: 'The gateway may not be reached.',
  connection_broken: 'The connection broke.',
  timeout: 'No answer came in time.',
  gateway_busy: 'The gateway was busy or down.',
  gateway_balance: 'The gateway’s account is empty.',
  url_refused: 'The gateway’s address is not right.',
  answer_unreadable: 'The gateway’s answer could not be understood.',
  interrupted: 'This server stopped before the answer came.',
  phone_missing: 'The applicant has no phone number any more.',
  session_closed: 'The session was closed before.',
  applicant_erased: 'The applicant was erased before.',
  internal_error: 'This server failed to write it.',
}

export function sayInvitationReason(code: string): string {
  return REASONS[code] ?? `It ended with ${code}.`
}
