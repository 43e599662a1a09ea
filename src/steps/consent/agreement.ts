/** Asks somebody to agree to a text and reads the answer; shared by every step that needs a yes. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { SignatureFacts } from '../facts.ts'
import { type Finding, toFinding } from '../findings.ts'
import { reason } from '../reasons.ts'
import type { ExpectedPerson, RunContext, Slot, SplitBody } from '../step-kind.ts'
import { finalReasons, PASS, passUnless, retake, type Verdict } from '../verdict.ts'

/** What is agreed to, and whether a signature belongs to a yes. */
export interface Agreement {
  readonly text: string
  readonly isSignatureRequired: boolean
  /** Of its own for each text: one signature never stands for two. */
  readonly signatureSlot: string
}

/** Most characters of a legal name. */
export const MAX_LEGAL_NAME_LENGTH = 200

/** Hex digits of the digest that names a version of a text. */
const VERSION_LENGTH = 16

/** The answer. That a yes needs a name and perhaps a signature, `refuseAgreement` says. */
export const agreementBody = z.strictObject({
  accepted: z.boolean(),
  legal_name: z.string().trim().min(1).max(MAX_LEGAL_NAME_LENGTH).optional(),
})
export type AgreementBody = z.infer<typeof agreementBody>

/** Of the signature, when there is one. */
export type AgreementFacts = SignatureFacts | AgreementBody

/** The first 16 hex digits of the SHA-256 of a text in UTF-8: another text is another version. */
export function textVersionOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, VERSION_LENGTH)
}

/** What is shown, as the contract names it. */
export function agreementRequirements({ text, isSignatureRequired }: Agreement) {
  return { text, text_version: textVersionOf(text), signature_required: isSignatureRequired }
}

/** Not required as a file: who declines signs nothing. `refuseAgreement` asks for it with a yes. */
export function agreementSlots({ isSignatureRequired, signatureSlot }: Agreement): readonly Slot[] {
  return isSignatureRequired ? [{ slot: signatureSlot, required: false, takes: 'picture' }] : []
}

/** The contract names the signature's file inside the body, as `signature_upload`. */
export function splitSignature({ signatureSlot }: Agreement, given: Readonly<Record<string, unknown>>): SplitBody {
  const { signature_upload: key, ...body } = given
  return { body, uploads: typeof key === 'string' ? { [signatureSlot]: key } : {} }
}

/** What a yes lacks; a no lacks nothing. */
export function refuseAgreement(
  { isSignatureRequired, signatureSlot }: Agreement,
  { accepted, legal_name }: AgreementBody,
  uploads: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  if (!accepted) return {}
  const needsSignature = isSignatureRequired && !uploads.has(signatureSlot)
  return {
    ...(legal_name === undefined && { legal_name: 'is required with accepted: true' }),
    ...(needsSignature && { [`uploads.${signatureSlot}`]: 'is required with accepted: true' }),
  }
}

/** A drawn signature has 0.005 and more of its picture inked, one dot less than 0.001 (docs/vision-files.md). */
const MIN_INK_SHARE = 0.002

/** The check that a signature is looked at by; none without one. */
export function signatureCheck(
  { signatureSlot }: Agreement,
  uploads: Readonly<Record<string, string>>,
): 'signature' | undefined {
  return uploads[signatureSlot] === undefined ? undefined : 'signature'
}

/** A no declines the session; a signature without ink is asked for again. */
export function judgeAgreement(
  { signatureSlot }: Agreement,
  { accepted }: AgreementBody,
  facts: AgreementFacts,
  { retakes }: Pick<RunContext, 'retakes'>,
): Verdict {
  const isBlank = accepted && 'inkShare' in facts && facts.inkShare < MIN_INK_SHARE
  if (isBlank) return retake('SIGNATURE_EMPTY', retakes, { slot: signatureSlot })
  return accepted ? PASS : passUnless([reason('CONSENT_DECLINED', 'CRITICAL')])
}

/** The answer, and the signature when one was asked for. */
export function agreementFindings(
  agreement: Agreement,
  body: AgreementBody,
  facts: AgreementFacts,
  verdict: Verdict,
): readonly Finding[] {
  const { accepted, legal_name } = body
  const reasons = finalReasons(verdict)
  const consent = toFinding(reasons, {
    name: 'consent',
    against: ['CONSENT_DECLINED'],
    isMeasured: true,
    values: {
      text_version: textVersionOf(agreement.text),
      accepted,
      ...(legal_name !== undefined && { legal_name }),
    },
    open: ['text_version', 'accepted'],
  })
  if (!agreement.isSignatureRequired) return [consent]
  const ink = 'inkShare' in facts ? Math.round(facts.inkShare * 10_000) / 100 : undefined
  const signature = toFinding(reasons, {
    name: 'signature',
    against: ['SIGNATURE_EMPTY'],
    isMeasured: ink !== undefined,
    values: { signed: accepted, ...(ink !== undefined && { ink_percent: ink }) },
    open: ['signed', 'ink_percent'],
  })
  return [consent, signature]
}

/** The answer as a session's record shows it. */
export function agreementData({ text, isSignatureRequired }: Agreement, { accepted, legal_name }: AgreementBody) {
  return {
    accepted,
    text_version: textVersionOf(text),
    ...(legal_name !== undefined && { legal_name }),
    signed: accepted && isSignatureRequired,
  }
}

/** The parts of a record's entry, under `key`, that tell nothing of the person. */
export function openAgreementData(key: string): readonly string[] {
  return [`${key}.accepted`, `${key}.text_version`, `${key}.signed`]
}

/** What somebody sends who agrees. */
export function playAgreement({ firstName, lastName }: ExpectedPerson): AgreementBody {
  return { accepted: true, legal_name: `${firstName} ${lastName}`.slice(0, 200) }
}
