/** The settings of the chosen step, made from its JSON Schema. */
import { Alert, Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OfferedStep, Remark, Step } from '../../data/workflow-types.ts'
import { Disclosure } from '../../kit/disclosure.tsx'
import { errorsOf } from './remark-words.ts'
import { SettingField, UnavailableSettings } from './setting-field.tsx'
import { effectiveValue, listSections, listUnavailable } from './settings.ts'

interface Props {
  readonly step: Step
  readonly steps: readonly Step[]
  readonly offered: OfferedStep | undefined
  /** Those of this step: the last part of the path names the setting. */
  readonly errors: readonly Remark[]
  readonly isReadOnly: boolean
  readonly countries: readonly string[]
  onSet(setting: string, value: unknown): void
}

/** A step without settings, or one that this installation does not know, says so. */
export function SettingsPanel({ step, steps, offered, errors, isReadOnly, countries, onSet }: Props): ReactElement {
  const sections = offered ? listSections(offered, step.config) : []
  const unavailable = offered ? listUnavailable(offered) : []
  return (
    <Stack gap="lg">
      {offered?.lacks !== undefined && (
        <Alert color="orange" title="This step cannot run here" variant="light">
          {offered.lacks} No session can begin while the workflow has it.
        </Alert>
      )}
      {sections.length === 0 && offered?.lacks === undefined && (
        <Text c="dimmed" size="sm">
          {offered ? 'This step has no settings.' : 'This installation does not know the step.'}
        </Text>
      )}
      {sections.map(({ title, settings }) => (
        <Stack component="section" gap="md" key={title}>
          <Title c="dimmed" fw={600} order={3} size="sm">
            {title}
          </Title>
          {settings.map((setting) => (
            <SettingField
              beside={step.config}
              countries={countries}
              earlier={[]}
              errors={errorsOf(errors, steps, offered, setting.key)}
              isReadOnly={isReadOnly}
              key={`${step.id}.${setting.key}`}
              onChange={(value) => onSet(setting.key, value)}
              setting={setting}
              value={effectiveValue(setting, step.config)}
            />
          ))}
        </Stack>
      ))}
      {unavailable.length > 0 && (
        <Disclosure label={`Not available here (${unavailable.length})`}>
          <UnavailableSettings settings={unavailable} />
        </Disclosure>
      )}
    </Stack>
  )
}
