/** The builder's columns: palette, list, and the settings of the chosen step beside the applicant's screens. */
import { Alert, Box, Button, Drawer, Stack, Tabs, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import type { StepCatalogue } from '../../data/workflow-types.ts'
import { ErrorState } from '../../kit/states.tsx'
import { AttemptsField } from './attempts-field.tsx'
import classes from './builder.module.css'
import { DragArea } from './drag-area.tsx'
import { Palette } from './palette.tsx'
import { PhonePreview } from './phone-preview.tsx'
import { Remarks } from './remarks.tsx'
import { ReminderField } from './reminder-field.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { StepList } from './step-list.tsx'
import type { Builder } from './use-builder.ts'

interface Props {
  readonly builder: Builder
  readonly catalogue: StepCatalogue
  readonly isReadOnly: boolean
  readonly selected: string | undefined
  onSelect(id: string | undefined): void
  /** Says to screen readers what a change of the list did. */
  onSay(text: string): void
}

/** From this width on the palette has a column of its own; below it opens beside the list. */
const WIDE = '(min-width: 80em)'

/** Every act is there for pointer, touch and keyboard alike. */
export function Panels({ builder, catalogue, isReadOnly, selected, onSelect, onSay }: Props): ReactElement {
  const { draft, dispatch, check, checkError } = builder
  const { items: offered, mostSteps, countries } = catalogue
  const isWide = useMediaQuery(WIDE, window.matchMedia(WIDE).matches)
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [tab, setTab] = useState<string | null>('settings')
  const order = draft.steps.map(({ id }) => id)
  const label = (id: string) => offered.find((step) => step.id === id)?.label ?? id
  const [errors, warnings] = [check?.errors ?? [], check?.warnings ?? []]
  const step = draft.steps.find(({ id }) => id === selected)

  function select(id: string): void {
    onSelect(id)
    setTab('settings')
  }
  function add(id: string, at = order.length): void {
    dispatch({ type: 'added', id, at })
    select(id)
    setPaletteOpen(false)
    onSay(`${label(id)} added as step ${at + 1} of ${order.length + 1}.`)
  }
  function move(id: string, to: number): void {
    dispatch({ type: 'moved', id, to })
    onSay(`${label(id)} is now step ${to + 1} of ${order.length}.`)
  }
  function remove(id: string): void {
    const at = order.indexOf(id)
    const next = order[at + 1] ?? order[at - 1]
    dispatch({ type: 'removed', id })
    onSelect(next)
    onSay(`${label(id)} removed.`)
    // Else the focus would fall back to the top of the page.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${next}"]`)?.focus())
  }

  const palette = (
    <Palette
      blocked={order.length >= mostSteps ? `A workflow has at most ${mostSteps} steps.` : undefined}
      offered={offered}
      onAdd={add}
      taken={new Set(order)}
    />
  )
  return (
    <DragArea
      offered={offered}
      onAdd={add}
      onMove={(id, to) => order.indexOf(id) !== to && dispatch({ type: 'moved', id, to })}
      order={order}
    >
      <Box className={classes.columns} data-read-only={isReadOnly || undefined}>
        {isWide && !isReadOnly && (
          <section aria-label="Steps to add" className={classes.panel}>
            <Title fw={600} mb="sm" order={2} size="md">
              Add steps
            </Title>
            {palette}
          </section>
        )}
        <section aria-label="Workflow" className={classes.panel}>
          <StepList
            errors={errors}
            isReadOnly={isReadOnly}
            offered={offered}
            onMove={move}
            onRemove={remove}
            onSelect={select}
            selected={selected}
            steps={draft.steps}
            warnings={warnings}
          >
            {!isWide && !isReadOnly && (
              <Button
                leftSection={<IconPlus aria-hidden="true" size={16} />}
                mt="sm"
                onClick={() => setPaletteOpen(true)}
                variant="default"
              >
                Add a step
              </Button>
            )}
          </StepList>
          <Box mt="lg">
            <AttemptsField
              isReadOnly={isReadOnly}
              maxAttempts={draft.maxAttempts}
              onChange={(maxAttempts) => dispatch({ type: 'limited', maxAttempts })}
            />
          </Box>
          <Box mt="lg">
            <ReminderField
              isReadOnly={isReadOnly}
              onChange={(reminder) => dispatch({ type: 'reminding', reminder })}
              reminder={draft.reminder ?? null}
            />
          </Box>
          <Box mt="lg">
            {checkError ? (
              <ErrorState error={checkError} title="The draft could not be checked" />
            ) : (
              check && (
                <Remarks errors={errors} offered={offered} onSelect={select} steps={draft.steps} warnings={warnings} />
              )
            )}
          </Box>
        </section>
        <section aria-label="Details" className={classes.panel}>
          <Tabs onChange={setTab} value={tab}>
            <Tabs.List grow mb="md">
              <Tabs.Tab value="settings">Settings</Tabs.Tab>
              <Tabs.Tab value="applicant">Applicant’s view</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="settings">
              {step ? (
                <Stack gap="md">
                  <Title fw={600} order={2} size="md">
                    {label(step.id)}
                  </Title>
                  <SettingsPanel
                    countries={countries}
                    errors={errors.filter(({ path }) => path[1] === order.indexOf(step.id))}
                    isReadOnly={isReadOnly}
                    offered={offered.find(({ id }) => id === step.id)}
                    onSet={(setting, value) => dispatch({ type: 'set', id: step.id, setting, value })}
                    step={step}
                    steps={draft.steps}
                  />
                </Stack>
              ) : (
                <Text c="dimmed" size="sm">
                  Choose a step to see its settings.
                </Text>
              )}
            </Tabs.Panel>
            <Tabs.Panel value="applicant">
              {check ? (
                <PhonePreview photos={check.photos} steps={draft.steps} />
              ) : (
                <Alert variant="light">Loading…</Alert>
              )}
            </Tabs.Panel>
          </Tabs>
        </section>
      </Box>
      <Drawer
        closeButtonProps={{ 'aria-label': 'Close' }}
        onClose={() => setPaletteOpen(false)}
        opened={isPaletteOpen && !isWide}
        title="Add a step"
      >
        {palette}
      </Drawer>
    </DragArea>
  )
}
