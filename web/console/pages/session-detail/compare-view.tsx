/** The pictures of a session side by side, with the tools to look at them closely. */
import { Badge, Button, Text } from '@mantine/core'
import { useFullscreenElement, useLocalStorage } from '@mantine/hooks'
import { type ReactElement, useState } from 'react'
import type { Attempt, SessionDetail } from '../../data/session-detail.ts'
import { TimeAgo } from '../../kit/time-ago.tsx'
import classes from './compare.module.css'
import { CompareTools } from './compare-tools.tsx'
import { FaceBox } from './face-box.tsx'
import { FacePair } from './face-pair.tsx'
import { comparedPictures } from './files.ts'
import { PicturePanel } from './picture-panel.tsx'
import { useKeys } from './use-keys.ts'
import { useViews } from './use-views.ts'
import { FIRST_VIEW, move, turn, ZOOM_STEP, zoom } from './views.ts'
import { orderSlots, slotWord } from './words.ts'

/** Share of the panel that an arrow key moves by. */
const KEY_MOVE = 0.08

/** One panel for each kind of picture that was taken. */
export function CompareView({ session }: { readonly session: SessionDetail }): ReactElement {
  const pictures = comparedPictures(session.evidence)
  const slots = orderSlots([...new Set(pictures.map(({ slot }) => slot))])
  const [active, setActive] = useState(slots[0] ?? '')
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const views = useViews(slots)
  const { ref, toggle, fullscreen } = useFullscreenElement<HTMLDivElement>()
  const change = (step: Parameters<typeof views.change>[1]) => views.change(active, step)
  const activate = (by: number) => {
    const next = slots[(slots.indexOf(active) + by + slots.length) % slots.length]
    if (next !== undefined) setActive(next)
  }
  const [areFacesShown, setFacesShown] = useLocalStorage({
    key: 'openidv.review.faces',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const { portrait, selfie } = session.extracted ?? {}
  const faces = [portrait, selfie].filter((face) => face !== undefined)
  const isZoomed = views.viewOf(active).scale > 1
  const arrow = (dx: number, dy: number) => (event: KeyboardEvent) => {
    if (!isZoomed) return
    event.preventDefault()
    change((view) => move(view, dx, dy))
  }
  const larger = () => change((view) => zoom(view, ZOOM_STEP))
  useKeys({
    '+': larger,
    '=': larger,
    '-': () => change((view) => zoom(view, 1 / ZOOM_STEP)),
    r: () => change(turn),
    '0': views.reset,
    '[': () => activate(-1),
    ']': () => activate(1),
    f: () => void toggle(),
    o: () => setFacesShown((old) => !old),
    arrowleft: arrow(KEY_MOVE, 0),
    arrowright: arrow(-KEY_MOVE, 0),
    arrowup: arrow(0, KEY_MOVE),
    arrowdown: arrow(0, -KEY_MOVE),
  })
  const match = session.checks.flatMap(({ findings }) => findings).find(({ name }) => name === 'face_match')
  return (
    <section aria-label="Pictures" className={classes.frame} ref={ref}>
      <CompareTools
        activeLabel={slotWord(active)}
        faces={faces.length > 0 ? { areShown: areFacesShown, show: setFacesShown } : undefined}
        isFullscreen={fullscreen}
        onChange={change}
        onFullscreen={() => void toggle()}
        view={views.viewOf(active)}
        views={views}
      />
      <div className={classes.panels}>
        {slots.map((slot) => {
          const attempts = pictures.filter((attempt) => attempt.slot === slot)
          const shown = attempts.find(({ id }) => id === chosen[slot]) ?? attempts[0]
          if (!shown) return null
          return (
            <div className={classes.column} data-document={slot.includes('id_') || undefined} key={slot}>
              <Caption attempt={shown} isActive={slot === active} />
              <PicturePanel
                evidenceId={shown.id}
                isActive={slot === active}
                key={shown.id}
                label={slotWord(slot)}
                onActivate={() => setActive(slot)}
                onChange={(step) => views.change(slot, step)}
                view={views.viewOf(slot)}
              >
                {areFacesShown &&
                  faces
                    .filter(({ evidenceId }) => evidenceId === shown.id)
                    .map((face) => (
                      <FaceBox
                        face={face}
                        key={face.evidenceId}
                        label={match?.gauge ? `Match ${match.gauge.value}` : 'Face'}
                        picture={shown}
                        view={views.viewOf(slot)}
                      />
                    ))}
              </PicturePanel>
              {attempts.length > 1 && (
                <Attempts
                  attempts={attempts}
                  onChoose={(id) => {
                    setChosen((old) => ({ ...old, [slot]: id }))
                    views.change(slot, () => FIRST_VIEW)
                  }}
                  shown={shown}
                />
              )}
            </div>
          )
        })}
      </div>
      {session.extracted && <FacePair match={match} session={session} />}
    </section>
  )
}

function Caption({ attempt, isActive }: { readonly attempt: Attempt; readonly isActive: boolean }): ReactElement {
  const { slot, width, height, state, createdAt } = attempt
  return (
    <div className={classes.caption}>
      <Text component="div" fw={isActive ? 650 : 500} size="sm">
        {slotWord(slot)}
        {state === 'superseded' && (
          <Badge color="orange" ml={6} radius="sm" size="sm" tt="none" variant="light">
            replaced
          </Badge>
        )}
      </Text>
      <Text c="dimmed" className="tabular" component="div" size="xs">
        {width !== undefined && height !== undefined && `${width} × ${height} · `}
        <TimeAgo moment={createdAt} />
      </Text>
    </div>
  )
}

function Attempts({
  attempts,
  shown,
  onChoose,
}: {
  readonly attempts: readonly Attempt[]
  readonly shown: Attempt
  readonly onChoose: (id: string) => void
}): ReactElement {
  return (
    <fieldset aria-label={`Attempts at ${slotWord(shown.slot)}`} className={classes.attempts}>
      {attempts.map(({ id, state }, place) => (
        <Button
          aria-pressed={id === shown.id}
          key={id}
          onClick={() => onChoose(id)}
          size="compact-xs"
          variant={id === shown.id ? 'light' : 'default'}
        >
          {state === 'stored'
            ? 'Submitted'
            : `${state === 'erased' ? 'Erased' : 'Replaced'} ${attempts.length - place}`}
        </Button>
      ))}
    </fieldset>
  )
}
