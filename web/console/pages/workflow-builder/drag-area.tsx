/** Dragging within the builder: from the palette into the list, and within the list, by pointer, touch and keyboard. */
import {
  type Announcements,
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable'
import { Group, Text } from '@mantine/core'
import { type ReactElement, type ReactNode, type RefObject, useRef, useState } from 'react'
import type { OfferedStep } from '../../data/workflow-types.ts'
import classes from './builder.module.css'
import { PALETTE_PREFIX } from './palette.tsx'
import { StepIcon } from './step-icon.tsx'

/** Id of the list as a place to drop on: below its last step, or anywhere in it while it is empty. */
export const LIST_ID = 'list'

interface Props {
  readonly children: ReactNode
  readonly offered: readonly OfferedStep[]
  /** Ids of the workflow's steps in their order. */
  readonly order: readonly string[]
  onAdd(id: string, at: number): void
  onMove(id: string, to: number): void
}

/** Everything that it says aloud uses the names of steps and their places, never ids. */
export function DragArea({ children, offered, order, onAdd, onMove }: Props): ReactElement {
  const [active, setActive] = useState<string>()
  const hasJustBegun = useRef(false)
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // A short hold tells a drag from scrolling.
    useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const dragged = active === undefined ? undefined : offered.find(({ id }) => id === bare(active))

  function end({ active: { id }, over }: DragEndEvent): void {
    setActive(undefined)
    if (!over) return
    const place = placeOf(over.id, order)
    if (isNew(id)) onAdd(bare(id), place)
    else onMove(String(id), Math.min(place, order.length - 1))
  }

  return (
    <DndContext
      accessibility={{
        announcements: announce(offered, order, hasJustBegun),
        screenReaderInstructions: { draggable: INSTRUCTIONS },
      }}
      collisionDetection={findPlace}
      onDragCancel={() => setActive(undefined)}
      onDragEnd={end}
      onDragStart={({ active: { id } }) => setActive(String(id))}
      sensors={sensors}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {dragged && active?.startsWith(PALETTE_PREFIX) && (
          <Group className={classes.dragged} gap="xs" wrap="nowrap">
            <StepIcon category={dragged.category} id={dragged.id} />
            <Text fw={500} size="sm">
              {dragged.label}
            </Text>
          </Group>
        )}
      </DragOverlay>
    </DndContext>
  )
}

const INSTRUCTIONS =
  'Press Space to pick up the step, the arrow keys to move it, Space again to drop it, and Escape to leave it where it was.'

/** A step under the pointer before the list around it; without a pointer, the nearest step. */
const findPlace: CollisionDetection = (args) => {
  const steps = args.droppableContainers.filter(({ id }) => id !== LIST_ID)
  const under = pointerWithin(args)
  if (under.length > 0) {
    const step = under.filter(({ id }) => id !== LIST_ID)
    return step.length > 0 ? step : under
  }
  // A new step that is let go outside of the list is not added.
  return isNew(args.active.id) ? [] : closestCenter({ ...args, droppableContainers: steps })
}

/** A drag begins over its own place at once: saying so would cut off what was picked up. */
function announce(
  offered: readonly OfferedStep[],
  order: readonly string[],
  hasJustBegun: RefObject<boolean>,
): Announcements {
  const name = (id: UniqueIdentifier) => offered.find((step) => step.id === bare(id))?.label ?? 'The step'
  const place = (id: UniqueIdentifier, over: UniqueIdentifier) => {
    const count = order.length + (isNew(id) ? 1 : 0)
    return `${Math.min(placeOf(over, order) + 1, count)} of ${count}`
  }
  return {
    onDragStart: ({ active: { id } }) => {
      hasJustBegun.current = true
      return isNew(id) ? `Picked up ${name(id)}.` : `Picked up ${name(id)}, step ${place(id, id)}.`
    },
    onDragOver: ({ active: { id }, over }) => {
      const isItself = hasJustBegun.current && over?.id === id
      hasJustBegun.current = false
      if (isItself) return undefined
      return over ? `${name(id)} is over place ${place(id, over.id)}.` : `${name(id)} is outside of the list.`
    },
    onDragEnd: ({ active: { id }, over }) => {
      if (over) return `${name(id)} is now step ${place(id, over.id)}.`
      return isNew(id) ? `${name(id)} was not added.` : `${name(id)} stays where it was.`
    },
    onDragCancel: ({ active: { id } }) => `${name(id)} ${isNew(id) ? 'was not added' : 'stays where it was'}.`,
  }
}

/** From 0; the list itself stands for the place after its last step. */
function placeOf(over: UniqueIdentifier, order: readonly string[]): number {
  const at = order.indexOf(String(over))
  return at < 0 ? order.length : at
}

function isNew(id: UniqueIdentifier): boolean {
  return String(id).startsWith(PALETTE_PREFIX)
}

function bare(id: UniqueIdentifier): string {
  return String(id).replace(PALETTE_PREFIX, '')
}
