/** Announces files for the current step of a run. */
import type { TxContext } from '../../context.ts'
import { AppError, type Hint } from '../../lib/errors.ts'
import { slotsOf } from '../../steps/registry.ts'
import type { Slot } from '../../steps/step-kind.ts'
import { type ApiKeyActor, requireScope } from '../actor.ts'
import { getDataKeyOfApplicant } from '../applicants/get.ts'
import { presignSessionUploads } from '../evidence/presign.ts'
import { requireTakesApplicants } from '../organizations/closing.ts'
import { listSteps } from '../sessions/steps.ts'
import { findCurrentStep, requireOpenRun } from './run.ts'
import { getHeadlessSession } from './state.ts'

export interface AnnouncedFile {
  readonly contentType: string
  readonly slot: string
}

const PICTURE_TYPES: readonly string[] = ['image/jpeg', 'image/png']

/**
 * One URL for each file, in the same order. Throws `upload_slot_invalid` naming slots that the current step does not
 * ask for, `validation_failed` for a slot named twice or a content type that it does not take, `run_ended`.
 */
export async function announceUploads(
  ctx: TxContext,
  actor: ApiKeyActor,
  sessionId: string,
  files: readonly AnnouncedFile[],
): Promise<Array<{ fileKey: string; slot: string; uploadUrl: string }>> {
  requireScope(actor, 'sessions:write')
  const session = await getHeadlessSession(ctx, actor, sessionId)
  requireOpenRun(session, ctx.clock.nowMs())
  await requireTakesApplicants(ctx, session.organizationId)
  const step = findCurrentStep(session, await listSteps(ctx, session), ctx.clock.nowMs())
  const asked = step ? slotsOf(step) : []
  requireAsked(asked, files)
  const { organizationId, environment, applicantId, id } = session
  const dataKeyId = await getDataKeyOfApplicant(ctx, organizationId, applicantId)
  const owner = { organizationId, environment, sessionId: id, dataKeyId }
  const uploads = await presignSessionUploads(ctx, owner, files)
  return uploads.map(({ fileKey, uploadUrl }, place) => ({ fileKey, uploadUrl, slot: files[place]?.slot ?? '' }))
}

function requireAsked(asked: readonly Slot[], files: readonly AnnouncedFile[]): void {
  const allowed = asked.map(({ slot }) => slot)
  const invalid = files.map(({ slot }) => slot).filter((slot) => !allowed.includes(slot))
  if (invalid.length > 0) {
    throw new AppError('upload_slot_invalid', { details: { invalid_slots: invalid, allowed_slots: allowed } })
  }
  const hints = files.flatMap(({ slot, contentType }, place) => {
    const isSecond = files.findIndex((file) => file.slot === slot) < place
    return [
      ...(isSecond ? [hint(place, 'slot', `${slot} is a duplicate: one file for each slot`)] : []),
      ...wrongType(asked, slot, contentType).map((message) => hint(place, 'content_type', message)),
    ]
  })
  if (hints.length === 0) return
  const message = hints.map(({ path, message: text }) => `${path.join('.')}: ${text}`).join('; ')
  throw new AppError('validation_failed', { message, hints })
}

function wrongType(asked: readonly Slot[], slot: string, contentType: string): string[] {
  const takesPdf = asked.find((known) => known.slot === slot)?.takes === 'picture_or_pdf'
  const types = takesPdf ? [...PICTURE_TYPES, 'application/pdf'] : PICTURE_TYPES
  return types.includes(contentType) ? [] : [`must be ${types.join(' or ')} for ${slot}`]
}

function hint(place: number, field: string, message: string): Hint {
  return { code: 'invalid_value', path: ['files', place, field], message }
}
