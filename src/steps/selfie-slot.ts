/** The front selfie. It serves every step that looks at a face: the applicant's page takes it once. */
import type { Slot } from './step-kind.ts'

export const SELFIE: Slot = { slot: 'selfie_front', required: true, takes: 'picture' }
