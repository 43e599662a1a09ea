/** What stands around each screen: the organization, back, help, progress and the ribbon of a test. */
import type { ReactElement, ReactNode } from 'react'
import { toInitials } from '../../ui/format.ts'
import { BackIcon, HelpIcon } from '../../ui/icons.tsx'
import { texts } from '../texts.ts'
import styles from './frame.module.css'
import { LanguagePicker } from './language-picker.tsx'
import { Progress } from './progress.tsx'
import { Sheet, SheetList } from './sheet.tsx'

interface FrameProps {
  readonly organization: string | undefined
  readonly sessionId: string | undefined
  readonly sandbox: boolean
  /** Names of the real steps and the current one, from 1; left out before and after them. */
  readonly steps: { readonly names: readonly string[]; readonly current: number } | undefined
  readonly onBack: (() => void) | undefined
  readonly onSpoken: () => void
  readonly children: ReactNode
}

/** The page around a screen. */
export function Frame({
  organization,
  sessionId,
  sandbox,
  steps,
  onBack,
  onSpoken,
  children,
}: FrameProps): ReactElement {
  return (
    <div className={styles.page}>
      {sandbox && (
        <p className={styles.ribbon}>
          <strong>{texts.testRibbon}</strong> {texts.testRibbonDetail}
        </p>
      )}
      <div className={styles.card}>
        <header className={styles.header}>
          {onBack && (
            <button
              aria-label={texts.back}
              className={`${styles.iconButton} ${styles.back}`}
              onClick={onBack}
              type="button"
            >
              <BackIcon />
            </button>
          )}
          <p className={styles.organization}>{organization && <Organization name={organization} />}</p>
          <LanguagePicker onSpoken={onSpoken} />
          <Help organization={organization} sessionId={sessionId} />
        </header>
        {steps && <Progress {...steps} />}
        <main className={styles.main}>{children}</main>
      </div>
    </div>
  )
}

function Organization({ name }: { readonly name: string }): ReactElement {
  return (
    <>
      <span aria-hidden="true" className={styles.mark}>
        {toInitials(name)}
      </span>
      <span className={styles.name}>{name}</span>
    </>
  )
}

function Help({ organization, sessionId }: Pick<FrameProps, 'organization' | 'sessionId'>): ReactElement {
  const trigger = (open: () => void) => (
    <button aria-label={texts.help} className={styles.iconButton} onClick={open} type="button">
      <HelpIcon />
    </button>
  )
  return (
    <Sheet title={texts.helpSheet.title} trigger={trigger}>
      <SheetList items={texts.helpSheet.items(organization)} />
      {sessionId && (
        <p className={styles.code}>
          {texts.helpSheet.code} <code>{sessionId}</code>
        </p>
      )}
    </Sheet>
  )
}

/** The body of a screen, and its buttons at the bottom within reach of a thumb. */
export function Screen({
  children,
  actions,
}: {
  readonly children: ReactNode
  readonly actions?: ReactNode
}): ReactElement {
  return (
    <>
      <div className={styles.content}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </>
  )
}
