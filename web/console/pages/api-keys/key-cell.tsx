/** One key in the list: masked, a click away from the clipboard, shown for a minute. */
import { ActionIcon, Button, Group, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import { type ApiKey, revealKey } from '../../data/api-keys.ts'
import { toastError } from '../../kit/toast.tsx'
import { useCopied } from '../../kit/use-copied.ts'
import { useOrganization } from '../../lib/organization.ts'
import { type ShownKey, useShownKey } from './use-shown-keys.ts'

/** The masked or shown key, with the buttons that the member may use. */
export function KeyCell({ apiKey }: { readonly apiKey: ApiKey }): ReactElement {
  const { can } = useOrganization()
  const { shown } = useShownKey(apiKey.id)
  return (
    <Stack gap={2}>
      <Group gap={6}>
        <KeyText display={apiKey.display} shown={shown} />
        {apiKey.canReveal && can('keys:reveal') && apiKey.beyondYou.length === 0 && <KeyButtons apiKey={apiKey} />}
      </Group>
      {shown && <Countdown untilMs={shown.hidesAtMs} />}
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
        <span style={{ whiteSpace: 'nowrap' }}>
          {prefix}
          <span aria-hidden="true">••••••••</span>
          <VisuallyHidden> and so on to </VisuallyHidden>
          {last4}
        </span>
      )}
    </Text>
  )
}

function KeyButtons({ apiKey: { id, name } }: { readonly apiKey: ApiKey }): ReactElement {
  const { shown, show, hide } = useShownKey(id)
  const { copied, copy } = useCopied()
  const [isBusy, setBusy] = useState(false)

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
  const revealAndCopy = async () => copy(await reveal())

  return (
    <Group gap={4} wrap="nowrap">
      <Button
        leftSection={copied ? <IconCheck aria-hidden="true" size={14} /> : <IconCopy aria-hidden="true" size={14} />}
        loading={isBusy}
        onClick={() => void act(revealAndCopy)}
        size="compact-sm"
        variant="light"
      >
        {copied ? 'Copied' : 'Copy'}
        <VisuallyHidden> {name}</VisuallyHidden>
      </Button>
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
    </Group>
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
