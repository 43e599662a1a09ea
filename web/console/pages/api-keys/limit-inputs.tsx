/** The fields that narrow a key down: scopes, addresses, workflow, last day. */
import { Button, Checkbox, Radio, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { type KeyEnvironment, keyWorkflowsQuery } from '../../data/api-keys.ts'
import { IDLE_SCOPES, KEY_SCOPES, type KeyScope } from '../../data/key-scopes.ts'
import { useOrganization } from '../../lib/organization.ts'
import { type LimitFields, SCOPE_WORDS, scopesToGive } from './key-limits.ts'

interface LimitInputsProps {
  readonly form: UseFormReturnType<LimitFields>
  readonly environment: KeyEnvironment
}

/** All of them; `isFolded` leaves all but the scopes for a second look. */
export function LimitInputs({ isFolded, ...props }: LimitInputsProps & { readonly isFolded: boolean }): ReactElement {
  const [isOpen, setOpen] = useState(!isFolded)
  return (
    <Stack gap="md">
      <ScopeInputs form={props.form} />
      {isOpen ? (
        <PlaceInputs {...props} />
      ) : (
        <Button
          aria-expanded={false}
          leftSection={<IconChevronDown aria-hidden="true" size={16} />}
          onClick={() => setOpen(true)}
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          variant="subtle"
        >
          Limit addresses, workflow or time
        </Button>
      )}
    </Stack>
  )
}

function ScopeInputs({ form }: Pick<LimitInputsProps, 'form'>): ReactElement {
  const { can, role } = useOrganization()
  const mayGiveAll = scopesToGive(can).includes('*')
  return (
    <>
      <Radio.Group label="What it may do" {...form.getInputProps('scopeChoice')}>
        <Stack gap="xs" mt="xs">
          <Radio
            description={mayGiveAll ? 'Applicants’ data included' : `A key can do no more than your role, ${role}`}
            label={mayGiveAll ? 'Everything' : 'Everything that you may'}
            value="all"
          />
          <Radio description="Sessions and workflows; applicants’ data is masked" label="Read only" value="read" />
          <Radio label="Only what I choose" value="some" />
        </Stack>
      </Radio.Group>
      {form.values.scopeChoice === 'some' && (
        <Checkbox.Group label="Scopes" {...form.getInputProps('scopes')}>
          <Stack gap="xs" mt="xs">
            {KEY_SCOPES.map((scope) => (
              <Checkbox
                description={[scope, ...describeScope(scope, can(scope))].join(' · ')}
                disabled={!can(scope)}
                key={scope}
                label={SCOPE_WORDS[scope]}
                value={scope}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </>
  )
}

function describeScope(scope: KeyScope, isHeld: boolean): string[] {
  if (!isHeld) return ['your role does not hold it']
  return IDLE_SCOPES.has(scope) ? ['no operation of the API needs it yet'] : []
}

function PlaceInputs({ form, environment }: LimitInputsProps): ReactElement {
  return (
    <>
      <TagsInput
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': 'Remove all addresses' }}
        description="Addresses or ranges that may use the key, such as 203.0.113.7 or 10.0.0.0/8. Empty: from anywhere."
        label="IP addresses"
        splitChars={[',', ' ', ';']}
        {...form.getInputProps('ipAllowlist')}
      />
      <WorkflowInput environment={environment} form={form} />
      <TextInput
        description="The key stops after this day. Empty: never."
        label="Last day"
        type="date"
        {...form.getInputProps('lastDay')}
      />
    </>
  )
}

function WorkflowInput({ form, environment }: LimitInputsProps): ReactElement | null {
  const { id } = useOrganization()
  const { data } = useQuery(keyWorkflowsQuery(id, environment))
  const workflows = (data?.items ?? []).map((workflow) => ({ value: workflow.id, label: workflow.name }))
  return (
    <Select
      clearable
      clearButtonProps={{ 'aria-label': 'Any workflow' }}
      data={workflows}
      description="The only workflow that the key may use. Empty: every one."
      label="Workflow"
      nothingFoundMessage="There is no workflow in this environment"
      searchable
      {...form.getInputProps('workflowId')}
      onChange={(value) => form.setFieldValue('workflowId', value ?? '')}
      value={form.values.workflowId === '' ? null : form.values.workflowId}
    />
  )
}
