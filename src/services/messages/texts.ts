/** The words of messages, by language. */

/** What an invitation tells of; nothing in it is trusted. */
export interface InvitationWords {
  readonly organization: string
  /** The applicant's first name, as the organization wrote it. */
  readonly name: string
  /** When the link ends; null: never. */
  readonly until: string | null
}

/** A mail in parts, as plain text: whoever lays it out escapes them. */
export interface MailParts {
  readonly subject: string
  readonly greeting: string
  readonly paragraphs: readonly string[]
  readonly button: string
  /** Below the link. */
  readonly notes: readonly string[]
}

/** What a text message tells of. */
type SmsWords = Pick<InvitationWords, 'organization'> & { readonly link: string }

export interface Texts {
  /** BCP 47. */
  readonly language: string
  readonly testMark: string
  /** Before the link in full. */
  readonly linkHint: string
  readonly invitation: (words: InvitationWords) => MailParts
  readonly reminder: (words: InvitationWords) => MailParts
  readonly passwordReset: (words: { readonly host: string }) => MailParts
  readonly memberInvitation: (words: { readonly organization: string; readonly until: string }) => MailParts
  /** A text message, short enough for two parts with most links. */
  readonly invitationSms: (words: SmsWords) => string
  readonly reminderSms: (words: SmsWords) => string
}

const EN: Texts = {
  language: 'en',
  testMark: '[Test]',
  linkHint: 'Or open this link in your browser:',
  invitation: ({ organization, name, until }) => ({
    subject: `${toLine(organization)}: verify your identity`,
    greeting: greet(name),
    paragraphs: [
      `${toLine(organization)} asks you to verify your identity.`,
      'It takes a few minutes. You need a device with a camera, and your identity document at hand.',
    ],
    button: 'Verify my identity',
    notes: toNotes(organization, until),
  }),
  reminder: ({ organization, name, until }) => ({
    subject: `Reminder from ${toLine(organization)}: verify your identity`,
    greeting: greet(name),
    paragraphs: [
      `${toLine(organization)} is still waiting for you to verify your identity.`,
      'If you have begun already, go on in the same browser, where you stopped.',
    ],
    button: 'Verify my identity',
    notes: toNotes(organization, until),
  }),
  passwordReset: ({ host }) => ({
    subject: 'Set another password',
    greeting: 'Hello,',
    paragraphs: [
      `Somebody asked to set another password for your account at ${host}.`,
      'When you set it, every browser that is signed in to the account is signed out.',
    ],
    button: 'Set another password',
    notes: [
      'The link works once, for 30 minutes.',
      'If it was not you, ignore this message: your password stays as it is.',
    ],
  }),
  memberInvitation: ({ organization, until }) => ({
    subject: `Join ${toLine(organization)}`,
    greeting: 'Hello,',
    paragraphs: [
      `You are invited to work with ${toLine(organization)}.`,
      'The link works for this e-mail address only.',
    ],
    button: 'See the invitation',
    notes: [
      `The link expires on ${until}. Do not pass it on.`,
      `If you do not know ${toLine(organization)} or did not expect this message, ignore it: nothing will happen.`,
    ],
  }),
  invitationSms: ({ organization, link }) =>
    `${toLine(organization, MAX_SMS_NAME)} asks you to verify your identity: ${link}`,
  reminderSms: ({ organization, link }) =>
    `Reminder: ${toLine(organization, MAX_SMS_NAME)} asks you to verify your identity: ${link}`,
}

function greet(name: string): string {
  return toName(name) === '' ? 'Hello,' : `Hello ${toName(name)},`
}

function toNotes(organization: string, until: string | null): string[] {
  return [
    ...(until === null ? [] : [`The link expires on ${until}.`]),
    'The link is for you alone: it belongs to the first browser that opens it. Do not pass it on.',
    `If you do not know ${toLine(organization)} or did not expect this message, ignore it: nothing will happen.`,
  ]
}

const CATALOGUE = { en: EN } as const satisfies Record<string, Texts>

/** The texts of a language that there is. */
export function findTexts(language: keyof typeof CATALOGUE): Texts {
  return CATALOGUE[language]
}

/** A moment in words, in UTC, since we do not know where the reader is. */
export function sayUntil({ language }: Texts, moment: Date): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, format).format(moment)} UTC`
}

const MAX_LINE = 80
const MAX_SMS_NAME = 30

/** Control characters and those that turn the direction of writing could make a text look like another one. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** One line without unseen characters, of bounded length. */
function toLine(text: string, most = MAX_LINE): string {
  const line = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line
}

/** A name that could be a link or an advertisement is left out: anybody who may create a session chooses it. */
function toName(name: string): string {
  const line = toLine(name)
  return line.length <= 40 && /^[\p{L}\p{M}][\p{L}\p{M} '’\-.]*$/u.test(line) && !/\.\p{L}/u.test(line) ? line : ''
}
