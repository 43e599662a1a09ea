/** One key in the list: masked, a click away from the clipboard, shown for a minute. */
import { ActionIcon, Button, Group, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconCheck, IconCopy, IconEye, IconEyeOff, IconRefresh } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import { type ApiKey, revealKey } from '../../data/api-keys.ts'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { toastError } from '../../kit/toast.tsx'
import { useCopied } from '../../kit/use-copied.ts'
import { useOrganization } from '../../lib/organization.ts'
import classes from './key-cell.module.css'
import { type ShownKey, useShownKey } from './use-shown-keys.ts'

interface KeyCellProps {
  readonly apiKey: ApiKey
  /** Undefined for members who may change nothing. */
  readonly onRegenerate: (() => void) | undefined
}

/** The masked or shown key, which a click copies, with the other buttons that the member may use. */
export function KeyCell({ apiKey, onRegenerate }: KeyCellProps): ReactElement {
  const { can } = useOrganization()
  const { shown } = useShownKey(apiKey.id)
  const { state, canReveal, beyondYou } = apiKey
  const isMine = beyondYou.length === 0
  return (
    <Stack gap={4}>
      <Group gap={6}>
        {canReveal && can('keys:reveal') && isMine ? (
          <CopyableKey apiKey={apiKey} />
        ) : (
          <KeyText display={apiKey.display} shown={shown} />
        )}
        {onRegenerate && state === 'active' && (
          <ScopeButton
            color="gray"
            disabledReason={isMine ? undefined : 'It may do more than your role: ask an owner or admin'}
            leftSection={<IconRefresh aria-hidden="true" size={14} />}
            onClick={onRegenerate}
            scope="keys:write"
            px={6}
            size="compact-xs"
            variant="subtle"
          >
            Regenerate
            <VisuallyHidden> {apiKey.name}</VisuallyHidden>
          </ScopeButton>
        )}
      </Group>
      {shown && <Countdown untilMs={shown.hidesAtMs} />}
      {state === 'active' && !canReveal && (
        <Text c="dimmed" fz={12}>
          Shown once, when it was made: nothing to copy. Regenerate it if it is lost.
        </Text>
      )}
    </Stack>
  )
}

function KeyText({ display, shown }: { readonly display: string; readonly shown: ShownKey | undefined }): ReactElement {
  const [prefix, last4] = display.split('…')
  return (
    <Text component="code" ff="monospace" fz={13} miw={0} style={{ wordBreak: 'break-all' }}>
      {shown ? (
        shown.key
      ) : (
        <span className={classes.masked}>
          {prefix}
          <span aria-hidden="true">••••••••</span>
          <VisuallyHidden> and so on to </VisuallyHidden>
          {last4}
        </span>
      )}
    </Text>
  )
}

/** A click, Enter or Space copies the key; where the browser refuses, it is shown as text that can be selected. */
function CopyableKey({ apiKey: { id, name, display } }: Pick<KeyCellProps, 'apiKey'>): ReactElement {
  const { shown, show, hide } = useShownKey(id)
  const { copied, copy } = useCopied()
  const [isBusy, setBusy] = useState(false)
  const [isByHand, setByHand] = useState(false)

  const reveal = async (): Promise<string> => {
    if (shown) return shown.key
    const { key } = await revealKey(id)
    show(id, key)
    return key
  }
  const act = async (work: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toastError('The key could not be shown', error)
    } finally {
      setBusy(false)
    }
  }
  const revealAndCopy = async () => setByHand(!(await copy(await reveal())))

  return (
    <>
      {isByHand && shown ? (
        <KeyText display={display} shown={shown} />
      ) : (
        <Button
          classNames={{ root: classes.key, label: classes.keyLabel }}
          loading={isBusy}
          onClick={() => void act(revealAndCopy)}
          rightSection={<CopyMark isCopied={copied} />}
          size="compact-sm"
          title="Click to copy"
          variant="default"
        >
          <VisuallyHidden>Copy {name}: </VisuallyHidden>
          <KeyText display={display} shown={shown} />
        </Button>
      )}
      <Tooltip label={shown ? 'Hide' : 'Show'}>
        <ActionIcon
          aria-label={shown ? `Hide ${name}` : `Show ${name}`}
          color="gray"
          disabled={isBusy}
          onClick={() => (shown ? hide(id) : void act(reveal))}
          variant="subtle"
        >
          {shown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
        </ActionIcon>
      </Tooltip>
      <VisuallyHidden component="span" role="status">
        {copied ? `Copied ${name}` : ''}
      </VisuallyHidden>
    </>
  )
}

/** As wide for either word, so that nothing moves. */
function CopyMark({ isCopied }: { readonly isCopied: boolean }): ReactElement {
  return (
    <span aria-hidden="true" className={classes.mark}>
      {isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      <span className={classes.word}>{isCopied ? 'Copied' : 'Copy'}</span>
    </span>
  )
}

function Countdown({ untilMs }: { readonly untilMs: number }): ReactElement {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useInterval(() => setNowMs(Date.now()), 1000, { autoInvoke: true })
  return (
    <Text c="dimmed" size="xs">
      Hidden again in {Math.max(0, Math.ceil((untilMs - nowMs) / 1000))} s
    </Text>
  )
}
