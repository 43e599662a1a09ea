/** The settings of the chosen step, made from its JSON Schema. */
import { Alert, Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OfferedStep, Remark, Step } from '../../data/workflow-types.ts'
import { Disclosure } from '../../kit/disclosure.tsx'
import { errorsOf } from './remark-words.ts'
import { SettingField, UnavailableSettings } from './setting-field.tsx'
import { effectiveValue, listSections, listUnavailable, type Section, type Setting } from './settings.ts'

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
  const fieldOf = (setting: Setting) => (
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
  )
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
      {sections.map((section) => {
        const fields = <Stack gap="md">{section.settings.map(fieldOf)}</Stack>
        if (isSeldomUsed(section, sections, step)) {
          return (
            <Disclosure key={section.title} label={section.title}>
              {fields}
            </Disclosure>
          )
        }
        return (
          <Stack component="section" gap="md" key={section.title}>
            {section.title !== section.settings[0]?.title && (
              <Title c="dimmed" fw={600} order={3} size="sm">
                {section.title}
              </Title>
            )}
            {fields}
          </Stack>
        )
      })}
      {unavailable.length > 0 && (
        <Disclosure label={`Not available here (${unavailable.length})`}>
          <UnavailableSettings settings={unavailable} />
        </Disclosure>
      )}
    </Stack>
  )
}

/** A later section of nothing but lists that may be left out, and that the step leaves out. */
function isSeldomUsed(section: Section, sections: readonly Section[], { config }: Step): boolean {
  const isUnused = ({ key, schema, isRequired }: Setting) =>
    schema.type === 'array' && !isRequired && config[key] === undefined
  return section !== sections[0] && section.settings.every(isUnused)
}
