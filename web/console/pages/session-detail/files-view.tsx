/** Documents, prompts and other files of a session: each page to look at closely, and the file itself to save. */
import { ActionIcon, Button, Group, Text, Title } from '@mantine/core'
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconMinus,
  IconPlus,
  IconRotateClockwise,
} from '@tabler/icons-react'
import { type ReactElement, type ReactNode, useCallback, useState } from 'react'
import { fetchFile } from '../../data/session-detail.ts'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastError } from '../../kit/toast.tsx'
import { saveBlob } from '../../lib/save-file.ts'
import classes from './compare.module.css'
import type { ShownFile } from './files.ts'
import { PicturePanel } from './picture-panel.tsx'
import { FIRST_VIEW, turn, type View, ZOOM_STEP, zoom } from './views.ts'

/** One panel for each file; `title` says what they are beside the pictures that are compared. */
export function FilesView({
  files,
  title,
}: {
  readonly files: readonly ShownFile[]
  readonly title: string
}): ReactElement {
  return (
    <section aria-label={title} className={classes.frame}>
      <Title className={classes.filesTitle} order={2} size="h5">
        {title}
      </Title>
      <div className={classes.files}>
        {files.map((shown) => (
          <FilePanel key={shown.file.id} shown={shown} />
        ))}
      </div>
    </section>
  )
}

function FilePanel({ shown: { label, file, pages } }: { readonly shown: ShownFile }): ReactElement {
  const [at, setAt] = useState(0)
  const [view, setView] = useState<View>(FIRST_VIEW)
  const change = useCallback((step: (old: View) => View) => setView(step), [])
  const page = pages[at]
  const go = (to: number) => {
    setAt(to)
    setView(FIRST_VIEW)
  }
  const name = pages.length > 1 ? `${label}, page ${at + 1} of ${pages.length}` : label
  return (
    <div className={classes.column}>
      <div className={classes.caption}>
        <Text component="h3" fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {label}
        </Text>
        <Text c="dimmed" component="div" size="xs">
          {file.contentType === 'application/pdf' ? 'PDF · ' : ''}
          <TimeAgo moment={file.createdAt} />
        </Text>
      </div>
      {page ? (
        <PicturePanel
          evidenceId={page.id}
          isActive={false}
          key={page.id}
          label={name}
          onActivate={() => undefined}
          onChange={change}
          view={view}
        />
      ) : (
        <div className={classes.panel}>
          <Text className={classes.missing} inherit size="sm">
            {file.state === 'erased'
              ? 'This file was erased.'
              : 'There are no pictures of its pages: save the file to see it.'}
          </Text>
        </div>
      )}
      <Group className={classes.fileTools} gap={4} justify="space-between">
        {pages.length > 1 ? (
          <Group gap={4} wrap="nowrap">
            <Tool isOff={at === 0} name={`Previous page of ${label}`} onPress={() => go(at - 1)}>
              <IconChevronLeft size={16} />
            </Tool>
            <Text className="tabular" component="span" role="status" size="xs">
              Page {at + 1} of {pages.length}
            </Text>
            <Tool isOff={at === pages.length - 1} name={`Next page of ${label}`} onPress={() => go(at + 1)}>
              <IconChevronRight size={16} />
            </Tool>
          </Group>
        ) : (
          <span />
        )}
        <Group gap={4} wrap="nowrap">
          {page && (
            <>
              <Tool name={`Zoom out of ${label}`} onPress={() => change((old) => zoom(old, 1 / ZOOM_STEP))}>
                <IconMinus size={16} />
              </Tool>
              <Tool name={`Zoom into ${label}`} onPress={() => change((old) => zoom(old, ZOOM_STEP))}>
                <IconPlus size={16} />
              </Tool>
              <Tool name={`Rotate ${label} by 90°`} onPress={() => change(turn)}>
                <IconRotateClockwise size={16} />
              </Tool>
            </>
          )}
          {file.contentType === 'application/pdf' && file.state !== 'erased' && <SavePdf id={file.id} label={label} />}
        </Group>
      </Group>
    </div>
  )
}

/** The PDF as it came, which may hold anything: it is saved, never opened in the console. */
function SavePdf({ id, label }: { readonly id: string; readonly label: string }): ReactElement {
  const [isRunning, setRunning] = useState(false)
  const save = async () => {
    setRunning(true)
    try {
      saveBlob(`${label.replaceAll(/\W+/g, '-').toLowerCase()}.pdf`, await fetchFile(id))
    } catch (error) {
      toastError('The file was not saved', error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Button
      aria-label={`Save PDF: ${label}`}
      leftSection={<IconDownload aria-hidden="true" size={14} />}
      loading={isRunning}
      onClick={() => void save()}
      size="compact-sm"
      variant="default"
    >
      Save PDF
    </Button>
  )
}

function Tool({
  name,
  isOff = false,
  onPress,
  children,
}: {
  readonly name: string
  readonly isOff?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}): ReactElement {
  return (
    <ActionIcon
      aria-disabled={isOff}
      aria-label={name}
      color="gray"
      data-disabled={isOff}
      onClick={() => !isOff && onPress()}
      size={30}
      variant="subtle"
    >
      {children}
    </ActionIcon>
  )
}
