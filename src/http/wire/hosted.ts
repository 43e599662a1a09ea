/** The session as the applicant's page reads it. */
import type { HostedSession, HostedStep } from '../../services/runs/hosted.ts'

/** Sentences are the page's own: it is told codes. */
export function toHostedState(session: HostedSession) {
  const { sessionId, status, progress, environment, organizationName, firstName, lastName } = session
  const { isConsentGiven, expiresAt, locale, steps, currentStep, attemptsRemaining, redirectUrl } = session
  return {
    ...{ session_id: sessionId, status, progress, environment },
    organization: { name: organizationName },
    applicant: { first_name: firstName, last_name: lastName },
    consent_given: isConsentGiven,
    ...(expiresAt && { expires_at: expiresAt.toISOString() }),
    ...(locale && { locale }),
    steps: steps.map(toHostedStep),
    current_step: currentStep ?? null,
    attempts_remaining: attemptsRemaining ?? null,
    // Where to send an applicant who does not agree, and one who is done.
    ...(redirectUrl && (status === 'PENDING' ? { decline_url: redirectUrl } : { redirect_url: redirectUrl })),
  }
}

function toHostedStep({ id, status, failureReason, failureSlot, requirements, slots, draft }: HostedStep) {
  return {
    ...{ step: id, status, failure_reason: failureReason, requirements },
    ...(failureSlot && { failure_slot: failureSlot }),
    ...(draft && { draft }),
    slots: slots.map(({ slot, required, takes, isFilled }) => ({ slot, required, takes, uploaded: isFilled })),
  }
}
