/** Says the audit log's actions, actors and details in words. */
import type { ActorKind, READS } from '../../data/audit.ts'

/** Past tense, as the middle of "somebody … the thing". A test compares the actions with the server's own. */
export const ACTION_WORDS: Readonly<Record<string, string>> = {
  'organization.create': 'founded the organization',
  'organization.rename': 'renamed the organization',
  'organization.set_limits': 'changed the rate limits',
  'organization.set_security': 'changed the sign-in rules',
  'organization.set_status': 'changed the organization’s status',
  'organization.show_keys_once': 'chose how keys are shown',
  'organization.delete': 'asked for the organization’s deletion',
  'organization.keep': 'kept the organization',
  'organization.begin_erasure': 'began to erase the organization',
  'organization.finish_erasure': 'erased the organization',
  'api_key.create': 'created an API key',
  'api_key.regenerate': 'regenerated an API key',
  'api_key.rename': 'renamed an API key',
  'api_key.restrict': 'restricted an API key',
  'api_key.reveal': 'revealed an API key',
  'api_key.revoke': 'revoked an API key',
  'tokens.grant': 'added tokens',
  'tokens.set_alert': 'changed the balance alert',
  'workflow.create': 'created a workflow',
  'workflow.update': 'changed a workflow',
  'workflow.set_status': 'changed a workflow’s status',
  'session.create': 'created a session',
  'session.invite': 'sent the session’s invitation again',
  'session.remind': 'reminded the session’s applicant',
  'session.renew_link': 'made a new link for the session',
  'session.open': 'opened the session’s link',
  'session.consent': 'gave consent',
  'session.step': 'submitted a step of the session',
  'session.submit': 'submitted the session',
  'session.fail': 'failed the session: no attempts left',
  'session.decide': 'decided the session by its rules',
  'session.review': 'decided the session by hand',
  'session.expire': 'expired the session',
  'session.export': 'exported the list of sessions',
  'session.read': 'read a session',
  'session.list': 'read a list of sessions',
  'evidence.store': 'uploaded evidence',
  'evidence.view': 'viewed evidence',
  'check.request': 'requested a check',
  'audit.export': 'exported the audit log',
  'audit.read': 'read the audit log',
  'ledger.export': 'exported the ledger',
  'export.end': 'was sent the rows of the export',
  'webhook.create': 'added a webhook endpoint',
  'webhook.update': 'changed a webhook endpoint',
  'webhook.rotate_secret': 'changed the secret of a webhook endpoint',
  'webhook.delete': 'deleted a webhook endpoint',
  'webhook.test': 'sent a test event',
  'webhook.resend': 'sent webhooks again',
  'sandbox.advance': 'advanced the clock of the sandbox',
  'invitation.create': 'invited somebody',
  'invitation.renew': 'renewed an invitation',
  'invitation.revoke': 'revoked an invitation',
  'invitation.show_link': 'was shown the link of an invitation',
  'member.join': 'joined the team',
  'member.change_role': 'changed a member’s role',
  'member.remove': 'removed a member',
  'member.leave': 'left the team',
  'member.end_sign_ins': 'signed a member out everywhere',
  'member.reset_link': 'made a link to reset a member’s password',
  'member.reset_two_factor': 'switched off a member’s two-factor sign-in',
  'sign_in.succeed': 'signed in',
  'sign_in.fail': 'failed to sign in',
  'sign_in.pause': 'was refused to sign in: too many tries',
  'sign_in.end': 'signed out',
  'step_up.succeed': 'proved again who they are',
  'step_up.fail': 'failed to prove who they are',
  'step_up.pause': 'was refused to prove who they are: too many tries',
  'password.change': 'changed their password',
  'password.reset': 'reset their password by a link',
  'two_factor.enable': 'turned two-factor sign-in on',
  'two_factor.disable': 'turned two-factor sign-in off',
  'two_factor.renew_codes': 'made new backup codes',
  'passkey.add': 'added a passkey',
  'passkey.rename': 'renamed a passkey',
  'passkey.remove': 'removed a passkey',
}

export const ACTOR_WORDS: Readonly<Record<ActorKind, string>> = {
  member: 'Member',
  api_key: 'API key',
  applicant: 'Applicant',
  operator: 'Operator',
  system: 'System',
  stranger: 'Not signed in',
}

/** What the filter of reads shows. */
export const READS_WORDS: Readonly<Record<(typeof READS)[number], string>> = {
  with: 'Shown, too',
  only: 'Shown alone',
}

/** Groups of actions by their noun, for the filter. */
export const NOUN_WORDS: Readonly<Record<string, string>> = {
  api_key: 'API keys',
  audit: 'Audit log',
  check: 'Checks',
  evidence: 'Evidence',
  export: 'Downloads',
  invitation: 'Invitations',
  ledger: 'Ledger',
  member: 'Members',
  organization: 'Organization',
  passkey: 'Passkeys',
  password: 'Passwords',
  sandbox: 'Sandbox',
  session: 'Sessions',
  sign_in: 'Sign-ins',
  step_up: 'Proofs of identity',
  tokens: 'Tokens',
  two_factor: 'Two-factor sign-in',
  webhook: 'Webhooks',
  workflow: 'Workflows',
}

/** An action in words; one that is not known is said by its own. */
export function sayAction(action: string): string {
  return ACTION_WORDS[action] ?? action.replaceAll(/[._]/g, ' ')
}

/** How many equal things a row stands for: ` (12 times)`, nothing for one. */
export function sayTimes({ details }: { readonly details: Readonly<Record<string, unknown>> }): string {
  return typeof details.times === 'number' ? ` (${details.times} times)` : ''
}

/** The same with a capital, for lists. */
export function titleAction(action: string): string {
  const words = sayAction(action)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `require_two_factor` → `Require two factor`. */
export function sayDetail(name: string): string {
  const words = name.replaceAll('_', ' ').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A moment to the second in the reader's zone. */
export function sayMoment(iso: string): string {
  return moment.format(new Date(iso))
}
