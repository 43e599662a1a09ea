/** Asks a question only after a certain answer to an earlier one. */
import { Input, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { type Answer, firstAnswer, listTargets, type Target } from './condition.ts'
import type { FieldProps } from './field-props.ts'

/** Without an earlier question there is nothing to choose. */
export function ConditionField({ setting, value, error, isReadOnly, earlier, onChange }: FieldProps): ReactElement {
  const targets = listTargets(earlier)
  const condition = toCondition(value)
  const target = targets.find(({ name }) => name === condition?.field)
  const { title } = setting
  if (targets.length === 0 && !condition) {
    return (
      <Input.Wrapper label={title} labelElement="div">
        <Text c="dimmed" size="sm">
          Always asked: there is no earlier question to depend on.
        </Text>
      </Input.Wrapper>
    )
  }
  const options = targets.map(({ name, label }) => ({ value: name, label }))
  const lost =
    condition && !target ? [{ value: condition.field, label: `${condition.field} (not an earlier question)` }] : []
  return (
    <Stack gap={6}>
      <NativeSelect
        data={[{ value: '', label: 'Always asked' }, ...options, ...lost]}
        disabled={isReadOnly}
        error={error}
        label={title}
        onChange={({ currentTarget }) => {
          const chosen = targets.find(({ name }) => name === currentTarget.value)
          onChange(chosen && { field: chosen.name, value: firstAnswer(chosen) })
        }}
        value={condition?.field ?? ''}
      />
      {condition && target && (
        <AnswerField
          answer={condition.value}
          isReadOnly={isReadOnly}
          onChange={(answer) => onChange({ field: target.name, value: answer })}
          target={target}
        />
      )}
    </Stack>
  )
}

interface AnswerProps {
  readonly target: Target
  readonly answer: Answer
  readonly isReadOnly: boolean
  onChange(answer: Answer): void
}

function AnswerField({ target: { type, options }, answer, isReadOnly, onChange }: AnswerProps): ReactElement {
  const label = 'has the answer'
  if (type === 'yes-no' || type === 'checkbox') {
    const [yes, no] = type === 'checkbox' ? ['Ticked', 'Not ticked'] : ['Yes', 'No']
    const isYes = ['true', 'yes'].includes(String(answer).toLowerCase())
    return (
      <NativeSelect
        data={[
          { value: 'true', label: yes ?? '' },
          { value: 'false', label: no ?? '' },
        ]}
        disabled={isReadOnly}
        label={label}
        onChange={({ currentTarget }) => onChange(currentTarget.value === 'true')}
        value={String(isYes)}
      />
    )
  }
  if (options.length > 0) {
    const known = options.includes(String(answer)) ? options : [String(answer), ...options]
    return (
      <NativeSelect
        data={known.map((option) => ({ value: option, label: option === '' ? 'Choose an answer' : option }))}
        disabled={isReadOnly}
        label={label}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        value={String(answer)}
      />
    )
  }
  if (type === 'number' || type === 'currency') {
    return (
      <NumberInput
        label={label}
        onChange={(next) => typeof next === 'number' && onChange(next)}
        readOnly={isReadOnly}
        value={Number(answer)}
      />
    )
  }
  return (
    <TextInput
      label={label}
      maxLength={200}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      readOnly={isReadOnly}
      type={type === 'date' ? 'date' : 'text'}
      value={String(answer)}
    />
  )
}

function toCondition(value: unknown): { readonly field: string; readonly value: Answer } | undefined {
  if (typeof value !== 'object' || value === null || !('field' in value) || !('value' in value)) return undefined
  return { field: String(value.field), value: value.value as Answer }
}
