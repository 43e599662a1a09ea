/** The settings of what is sent to people: mail and text messages. */

/** One environment variable. */
export interface Setting {
  readonly name: string
  readonly fallback: string
  readonly about: string
}

/** By the name that `config.ts` uses. */
export const MESSAGE_SETTINGS = {
  smtpUrl: {
    name: 'OPENIDV_SMTP_URL',
    fallback: '',
    about:
      'Mail server that mail is handed to: `smtp://USER:PASSWORD@HOST:587` (STARTTLS; without it only a server of this machine that wants no password) or ' +
      '`smtps://…:465` (TLS from the start). Unset: no mail is sent; outside production, on this machine alone, it lies at `/dev/mail`.',
  },
  mailFrom: {
    name: 'OPENIDV_MAIL_FROM',
    fallback: '',
    about:
      'Whom mail is from, such as `Example Verification <no-reply@example.com>`; set together with `OPENIDV_SMTP_URL`.',
  },
  smsUrl: {
    name: 'OPENIDV_SMS_URL',
    fallback: '',
    about:
      'Where a gateway takes text messages by POST; a name and a password in it become Basic authentication, such as `https://SID:TOKEN@api.twilio.com/2010-04-01/Accounts/SID/Messages.json`. ' +
      'Plain http for your own network alone. Unset: no text messages are sent; outside production, on this machine alone, they lie at `/dev/mail`.',
  },
  smsGateway: {
    name: 'OPENIDV_SMS_GATEWAY',
    fallback: 'own',
    about:
      'Whose form the gateway speaks: `twilio`, `vonage`, `messagebird`, or `own`, where `OPENIDV_SMS_TEMPLATE` says what is sent.',
  },
  smsFrom: {
    name: 'OPENIDV_SMS_FROM',
    fallback: '',
    about: 'Whom text messages are from: a number or a name that the gateway knows.',
  },
  smsAuthorization: {
    name: 'OPENIDV_SMS_AUTHORIZATION',
    fallback: '',
    about: 'Header `Authorization` of what is sent to the gateway, such as `AccessKey KEY` or `Bearer KEY`.',
  },
  smsTemplate: {
    name: 'OPENIDV_SMS_TEMPLATE',
    fallback: '{"to":"{to}","from":"{from}","text":"{text}","id":"{id}"}',
    about:
      'What is sent to a gateway of your `own`: JSON, or a form such as `to={number}&text={text}`. Places: `{to}` (+15192223333), `{number}` (15192223333), `{from}`, `{text}`, `{id}` and `{type}` (`text`, or `unicode` where the text needs it).',
  },
  smsIdempotent: {
    name: 'OPENIDV_SMS_IDEMPOTENT',
    fallback: 'false',
    about:
      '`true` when the gateway sends a message once however often it is given the same `Idempotency-Key` header, which every request has. Otherwise one that was perhaps taken is not sent again.',
  },
} as const satisfies Record<string, Setting>
