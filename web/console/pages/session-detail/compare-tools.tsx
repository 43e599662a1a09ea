/** The tools over the pictures; each acts on the picture that is active, or on all while they are synced. */
import { ActionIcon, Group, Slider, Switch, Text, Tooltip } from '@mantine/core'
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconBrightnessUp,
  IconMinus,
  IconPlus,
  IconRefresh,
  IconRotateClockwise,
} from '@tabler/icons-react'
import type { ReactElement, ReactNode } from 'react'
import classes from './compare.module.css'
import type { Views } from './use-views.ts'
import { MAX_BRIGHTNESS, MIN_BRIGHTNESS, turn, type View, ZOOM_STEP, zoom } from './views.ts'

interface CompareToolsProps {
  readonly activeLabel: string
  readonly view: View
  readonly views: Views
  readonly isFullscreen: boolean
  /** Undefined when no face was found. */
  readonly faces: { readonly areShown: boolean; readonly show: (areShown: boolean) => void } | undefined
  readonly onChange: (step: (view: View) => View) => void
  readonly onFullscreen: () => void
}

/** A toolbar; every tool has a key. */
export function CompareTools(props: CompareToolsProps): ReactElement {
  const { activeLabel, view, views, isFullscreen, faces, onChange, onFullscreen } = props
  return (
    <div aria-label="Picture tools" className={classes.tools} role="toolbar">
      <Group gap={4} wrap="nowrap">
        <Tool keys="−" name="Zoom out" onPress={() => onChange((old) => zoom(old, 1 / ZOOM_STEP))}>
          <IconMinus size={16} />
        </Tool>
        <Text aria-hidden="true" className="tabular" miw={44} size="xs" ta="center">
          {Math.round(view.scale * 100)} %
        </Text>
        <Tool keys="+" name="Zoom in" onPress={() => onChange((old) => zoom(old, ZOOM_STEP))}>
          <IconPlus size={16} />
        </Tool>
        <Tool keys="R" name="Rotate by 90°" onPress={() => onChange(turn)}>
          <IconRotateClockwise size={16} />
        </Tool>
        <Tool keys="0" name="Reset" onPress={views.reset}>
          <IconRefresh size={16} />
        </Tool>
        <Tool keys="F" name={isFullscreen ? 'Leave full screen' : 'Full screen'} onPress={onFullscreen}>
          {isFullscreen ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
        </Tool>
      </Group>
      <Group gap={8} wrap="nowrap">
        <IconBrightnessUp aria-hidden="true" size={16} />
        <Slider
          label={null}
          max={MAX_BRIGHTNESS}
          min={MIN_BRIGHTNESS}
          onChange={(brightness) => onChange((old) => ({ ...old, brightness }))}
          size="sm"
          step={0.1}
          thumbLabel="Brightness"
          thumbSize={16}
          value={view.brightness}
          w={90}
        />
      </Group>
      <Switch
        checked={views.isSynced}
        label="Zoom together"
        onChange={(event) => views.setSynced(event.currentTarget.checked)}
        size="xs"
      />
      {faces && (
        <Tooltip label="Show faces (O)" refProp="rootRef">
          <Switch
            checked={faces.areShown}
            label="Show faces"
            onChange={(event) => faces.show(event.currentTarget.checked)}
            size="xs"
          />
        </Tooltip>
      )}
      <Text aria-live="polite" c="dimmed" component="span" role="status" size="xs">
        {views.isSynced ? 'All pictures' : activeLabel}
      </Text>
    </div>
  )
}

function Tool({
  name,
  keys,
  onPress,
  children,
}: {
  readonly name: string
  readonly keys: string
  readonly onPress: () => void
  readonly children: ReactNode
}): ReactElement {
  return (
    <Tooltip label={`${name} (${keys})`}>
      <ActionIcon aria-label={name} color="gray" onClick={onPress} size={30} variant="subtle">
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
