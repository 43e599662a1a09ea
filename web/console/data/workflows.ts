/** Reads and changes workflows. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import type { Environment } from '../lib/environment.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import { queryClient } from '../lib/query-client.ts'
import type {
  CheckedDraft,
  Draft,
  StepCatalogue,
  Workflow,
  WorkflowItem,
  WorkflowStatus,
  WorkflowWithVersions,
} from './workflow-types.ts'

/** Every workflow, newest first, with what came of its sessions lately. */
export function workflowsQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'workflows'],
    queryFn: async ({ signal }) => {
      const { items } = await api.get<{ items: readonly WorkflowItem[] }>(organizationPath('/workflows'), signal)
      return items
    },
  })
}

/** One workflow with its versions. */
export function workflowQuery(id: string) {
  return queryOptions({
    queryKey: [...organizationKey(), 'workflows', id],
    queryFn: ({ signal }) => api.get<WorkflowWithVersions>(pathOf(id), signal),
  })
}

/** The steps of the palette with prices and settings: they only change when the server is set up anew. */
export function stepCatalogueQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'workflow-steps'],
    queryFn: ({ signal }) => api.get<StepCatalogue>(organizationPath('/workflow-steps'), signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What the server says of a draft; the answer before stays until the next one is there. */
export function draftCheckQuery(steps: Draft['steps']) {
  return queryOptions({
    queryKey: [...organizationKey(), 'workflow-check', steps],
    queryFn: () => api.post<CheckedDraft>(organizationPath('/workflows/check'), { steps }, 'page'),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
}

/** Makes version 1 of a workflow. */
export function createWorkflow(draft: Draft): Promise<Workflow> {
  return thenForget(api.post<Workflow>(organizationPath('/workflows'), draft))
}

/** Makes the next version; answers 409 with `current_version` when it does not follow `basedOn`. */
export function publishWorkflow(id: string, draft: Draft, basedOn: number): Promise<Workflow> {
  return thenForget(api.post<Workflow>(pathOf(id, '/versions'), { ...draft, basedOn }))
}

/** Archives a workflow or takes it back into use. */
export function setWorkflowStatus(id: string, status: WorkflowStatus): Promise<Workflow> {
  return thenForget(api.post<Workflow>(pathOf(id, '/status'), { status }))
}

/** Copies a workflow; into the environment on the screen when none is named. */
export function duplicateWorkflow(
  id: string,
  environment?: Environment,
): Promise<{ readonly id: string; readonly environment: Environment }> {
  return thenForget(
    api.post<{ id: string; environment: Environment }>(pathOf(id, '/duplicate'), {
      ...(environment && { environment }),
    }),
  )
}

function pathOf(id: string, rest = ''): string {
  return organizationPath(`/workflows/${encodeURIComponent(id)}${rest}`)
}

/** What was known about workflows is asked for anew after a change. */
async function thenForget<T>(change: Promise<T>): Promise<T> {
  const answer = await change
  await queryClient.invalidateQueries({ queryKey: [...organizationKey(), 'workflows'] })
  return answer
}
