/** The sandbox's fixed workflows; the first has eleven steps, more than this installation can run, as the contract has. */
import type { StoredStep } from '../../db/tables.ts'
import { assert } from '../../lib/errors.ts'
import { isUuid, type WorkflowId, type WorkflowVersionId } from '../../lib/ids.ts'
import { parseSettings } from '../../steps/registry.ts'
import type { EnvironmentActor } from '../actor.ts'
import { FIXTURE_CREATED_MS, FIXTURE_WORKFLOW_IDS } from '../fixture-ids.ts'
import { DEFAULT_MAX_ATTEMPTS, type Workflow } from './workflow.ts'

const BASIC_STEPS: readonly StoredStep[] = [withDefaults('ID_VERIFICATION'), withDefaults('FACE_LIVENESS')]

/** In the contract's order (§7). */
export const EVERY_STEP: readonly StoredStep[] = [
  ...BASIC_STEPS,
  withDefaults('AGE_ESTIMATION'),
  { id: 'PEP_SANCTIONS', config: {} },
  { id: 'ADVERSE_MEDIA', config: {} },
  { id: 'BANK_STATEMENT_UPLOAD', config: { account_type: 'checking', statement_period: '3', country: 'canada' } },
  withDefaults('DOCUMENT_UPLOAD', { documents: [{ id: 'proof_of_address', description: 'Proof of address' }] }),
  { id: 'TITLE_SEARCH', config: { country: 'usa', enhanced_title_search: false } },
  withDefaults('CUSTOM_PROMPT', { prompts: [{ text: 'Hold up 3 fingers' }] }),
  withDefaults('CUSTOM_FORM', {
    fields: [{ key: 'occupation', label: 'What is your occupation?', type: 'short-text', required: true }],
  }),
  { id: 'AI_BANK_STATEMENT_ANALYSIS', config: {} },
]

/** The fixture of that id; undefined for any other id, and outside the sandbox. */
export function findFixtureWorkflow(actor: EnvironmentActor, id: string): Workflow | undefined {
  return listFixtureWorkflows(actor).find((workflow) => workflow.id === id)
}

/** Any word but a UUID, under which the sandbox shows the basic workflow (contract §7); undefined outside of it. */
export function findAnyFixtureWorkflow(actor: EnvironmentActor, id: string): Workflow | undefined {
  // A word that looks like a key is not repeated.
  if (isUuid(id) || id.startsWith('sk_')) return undefined
  const basic = findFixtureWorkflow(actor, 'test_workflow_basic')
  return findFixtureWorkflow(actor, id) ?? (basic && { ...basic, id: id as WorkflowId })
}

/** What the sandbox shows without having made it; nothing outside the sandbox. */
export function listFixtureWorkflows(actor: EnvironmentActor): readonly Workflow[] {
  if (actor.environment !== 'sandbox') return []
  const createdAt = new Date(FIXTURE_CREATED_MS)
  return FIXTURE_WORKFLOW_IDS.map((id) => ({
    id: id as string as WorkflowId,
    organizationId: actor.organizationId,
    environment: actor.environment,
    name: id === 'test_workflow' ? 'Everything' : 'Identity and liveness',
    status: 'active',
    version: 1,
    versionId: id as string as WorkflowVersionId,
    steps: id === 'test_workflow' ? EVERY_STEP : BASIC_STEPS,
    maxAttempts: DEFAULT_MAX_ATTEMPTS,
    reminder: null,
    createdAt,
    updatedAt: createdAt,
  }))
}

function withDefaults(id: string, config: object = {}): StoredStep {
  const parsed = parseSettings(id, config)
  assert(parsed?.success, `the settings of ${id} are valid`)
  return { id, config: parsed.data }
}
