/** The icon of a step: one of its own for what runs here, else that of its category. */
import {
  IconCake,
  IconFaceId,
  IconFileText,
  IconId,
  IconPhone,
  IconRadar2,
  IconSettings2,
  IconShieldSearch,
  IconUserScan,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { OfferedStep } from '../../data/workflow-types.ts'

const BY_STEP: Readonly<Record<string, typeof IconId>> = {
  ID_VERIFICATION: IconId,
  FACE_LIVENESS: IconFaceId,
  AGE_ESTIMATION: IconCake,
}

const BY_CATEGORY: Readonly<Record<string, typeof IconId>> = {
  Identity: IconUserScan,
  Documents: IconFileText,
  Screening: IconShieldSearch,
  Phone: IconPhone,
  Risk: IconRadar2,
}

interface Props {
  readonly id: string
  readonly category?: OfferedStep['category'] | undefined
  /** Pixels; 18 when left out. */
  readonly size?: number
}

/** Hidden from screen readers: the step's name stands beside it. */
export function StepIcon({ id, category = '', size = 18 }: Props): ReactElement {
  const Icon = BY_STEP[id] ?? BY_CATEGORY[category] ?? IconSettings2
  return <Icon aria-hidden="true" size={size} stroke={1.6} />
}
