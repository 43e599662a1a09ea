/** What stands around an input: its label, its help and what is wrong with it. */
import type { ReactElement, ReactNode } from 'react'
import { AlertIcon } from '../../ui/icons.tsx'
import { stepTexts } from '../step-texts.ts'
import styles from './field.module.css'
import { Hidden } from './hidden.tsx'

export interface FieldProps {
  /** Of the input; its help and its fault have ids made of it. */
  readonly id: string
  readonly label: string
  readonly isRequired?: boolean
  readonly help?: string | undefined
  readonly fault?: string | undefined
  readonly children: ReactNode
}

/** One input with one label. */
export function Field({ id, label, isRequired, help, fault, children }: FieldProps): ReactElement {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {isRequired && <RequiredMark />}
      </label>
      <Help help={help} id={id} />
      {children}
      <Fault fault={fault} id={id} />
    </div>
  )
}

/** Several choices under one label. */
export function FieldGroup({ id, label, isRequired, help, fault, children }: FieldProps): ReactElement {
  return (
    <fieldset aria-describedby={describedBy(id, help, fault)} className={styles.field} id={id}>
      <legend className={styles.label}>
        {label}
        {isRequired && <RequiredMark />}
      </legend>
      <Help help={help} id={id} />
      <div className={styles.choices}>{children}</div>
      <Fault fault={fault} id={id} />
    </fieldset>
  )
}

/** The ids of what describes an input; undefined for none. */
export function describedBy(id: string, help: string | undefined, fault: string | undefined): string | undefined {
  const ids = [...(help ? [`${id}-help`] : []), ...(fault ? [`${id}-fault`] : [])]
  return ids.length > 0 ? ids.join(' ') : undefined
}

function RequiredMark(): ReactElement {
  return (
    <>
      <span aria-hidden="true" className={styles.mark}>
        *
      </span>
      <Hidden> ({stepTexts.form.requiredMark})</Hidden>
    </>
  )
}

function Help({ id, help }: Pick<FieldProps, 'id' | 'help'>): ReactElement | undefined {
  if (!help) return undefined
  return (
    <p className={styles.help} id={`${id}-help`}>
      {help}
    </p>
  )
}

/** What is wrong, below the input; nothing when nothing is. */
export function Fault({ id, fault }: Pick<FieldProps, 'id' | 'fault'>): ReactElement | undefined {
  if (!fault) return undefined
  return (
    <p className={styles.fault} id={`${id}-fault`}>
      <AlertIcon />
      {fault}
    </p>
  )
}
