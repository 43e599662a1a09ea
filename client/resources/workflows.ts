/** `client.workflows`: the steps that applicants go through, and their settings. */
import type { Answer, Body } from '../route-types.ts'
import type { RequestOptions } from '../send.ts'
import type { CreateOptions, Transport } from '../transport.ts'

export type CreateWorkflow = Body<'/v1/workflows', 'post'>
export type Workflow = Answer<'/v1/workflows', 'post', 201>
export type WorkflowList = Answer<'/v1/workflows', 'get'>
/** Settings of a step, in snake_case. */
export type StepConfig = Body<'/v1/workflows/{id}/steps/{step}/config', 'patch'>['config']

export interface Workflows {
  create(workflow: CreateWorkflow, options?: CreateOptions): Promise<Workflow>
  /** All of them, newest first, by name and steps alone. */
  list(options?: RequestOptions): Promise<WorkflowList>
  retrieve(id: string, options?: RequestOptions): Promise<Workflow>
  /** Changes the settings named and keeps the others; sessions that have begun stay on the settings they began with. */
  updateStepConfig(id: string, step: string, config: StepConfig, options?: RequestOptions): Promise<Workflow>
}

export function createWorkflows(transport: Transport): Workflows {
  return {
    create: (body, options) => transport.call({ method: 'POST', path: '/v1/workflows', body }, options),
    list: (options) => transport.call({ method: 'GET', path: '/v1/workflows' }, options),
    retrieve: (id, options) => transport.call({ method: 'GET', path: pathOf(id) }, options),
    updateStepConfig: (id, step, config, options) => {
      const path = `${pathOf(id)}/steps/${encodeURIComponent(step)}/config`
      return transport.call({ method: 'PATCH', path, body: { config } }, options)
    },
  }
}

function pathOf(id: string): string {
  return `/v1/workflows/${encodeURIComponent(id)}`
}
