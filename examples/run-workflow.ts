/** Drives a session through a workflow to its end: `npm run example run-workflow DOCUMENT SELFIE`. */
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SubmitStep } from '../client/resources/workflow-sessions.ts'
import { connect } from './connect.ts'

const [documentPath, selfiePath] = process.argv.slice(2)
if (!documentPath || !selfiePath) {
  console.error('Usage: npm run example run-workflow DOCUMENT SELFIE (two pictures, JPEG or PNG)')
  process.exit(1)
}
const [id_front, selfie_front] = await Promise.all([readFile(documentPath), readFile(selfiePath)])

const { workflows, workflowSessions, events } = connect()
const { workflow } = await workflows.create({
  name: 'Example',
  steps: [{ id: 'CONSENT', config: { consent_text: 'I agree to be verified.' } }, { id: 'ID_VERIFICATION' }],
})
const applicant = { first_name: 'Anna', last_name: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }
const { session_id } = await workflowSessions.create(workflow.id, applicant)

/** What your own screens would ask the applicant for. */
async function answerStep(stepId: string): Promise<SubmitStep> {
  if (stepId === 'CONSENT') return { accepted: true, legal_name: 'Anna Eriksson' }
  return { uploads: await workflowSessions.upload(session_id, { id_front, selfie_front }) }
}

let state = await workflowSessions.start(session_id)
while (state.current_step !== null) {
  const step = state.steps[state.current_step]
  if (!step) throw new Error(`There is no step ${state.current_step}`)
  if (step.failure_reason) {
    console.error(`${step.step_id} was given back: ${step.failure_reason}`)
    process.exit(1)
  }
  // A step that takes longer than the request is still being judged.
  if (step.status === 'IN_PROGRESS') await sleep(1000)
  else await workflowSessions.submitStep(session_id, step.step_id, await answerStep(step.step_id))
  state = await workflowSessions.retrieve(session_id)
}

for (const { step_id, status } of state.steps) console.log(`${step_id.padEnd(16)} ${status}`)
console.log(`Session          ${state.status}`)
const told = (await events.list({ session_id })).events
for (const { type } of told.sort((a, b) => a.sequence - b.sequence)) console.log(`Event            ${type}`)
