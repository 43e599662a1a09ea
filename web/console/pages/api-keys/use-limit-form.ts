/** The form of a key's limits: what it checks itself, and where the server's objections belong. */
import { type UseFormReturnType, useForm } from '@mantine/form'
import { ApiError } from '../../lib/api.ts'
import type { LimitFields } from './key-limits.ts'

/** The field that each word of the server is about. */
const FIELDS: Readonly<Record<string, keyof LimitFields>> = {
  scopes: 'scopes',
  ip_allowlist: 'ipAllowlist',
  ipAllowlist: 'ipAllowlist',
  workflow_id: 'workflowId',
  workflowId: 'workflowId',
  expires_at: 'lastDay',
  expiresAt: 'lastDay',
}

/** The form. */
export function useLimitForm(initialValues: LimitFields): UseFormReturnType<LimitFields> {
  return useForm<LimitFields>({
    initialValues,
    validate: {
      scopes: (scopes, { scopeChoice }) =>
        scopeChoice === 'some' && scopes.length === 0 ? 'Choose at least one scope' : null,
    },
  })
}

/** Shows the server's objections at their fields; answers whether each has found one. */
export function showObjections(form: UseFormReturnType<LimitFields>, error: unknown): boolean {
  if (!(error instanceof ApiError) || error.hints.length === 0) return false
  const found = error.hints.map(({ path: [word, place], message }) => {
    const field = FIELDS[String(word)]
    if (!field) return false
    const value = field === 'ipAllowlist' ? form.getValues().ipAllowlist[Number(place)] : undefined
    form.setFieldError(field, value === undefined ? message : `${value} ${message}`)
    return true
  })
  return found.every(Boolean)
}
