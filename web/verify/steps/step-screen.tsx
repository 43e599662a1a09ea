/** The screens of one step: one component for each kind. */
import type { ComponentType, ReactElement } from 'react'
import { BrokenLinkIcon } from '../../ui/icons.tsx'
import { Outcome } from '../screens/outcome.tsx'
import { stepTexts } from '../step-texts.ts'
import { AgreementStep } from './agreement/agreement-step.tsx'
import { BrandingStep } from './branding-step.tsx'
import { FormStep } from './form/form-step.tsx'
import { PhotosStep } from './photos-step.tsx'
import type { StepProps } from './step-props.ts'

const COMPONENTS: Readonly<Record<string, ComponentType<StepProps>>> = {
  ID_VERIFICATION: PhotosStep,
  FACE_LIVENESS: PhotosStep,
  AGE_ESTIMATION: PhotosStep,
  FACE_LIVENESS_CONSENT_SETTINGS: AgreementStep,
  CONSENT: AgreementStep,
  WHITE_LABEL: BrandingStep,
  DOCUMENT_UPLOAD: PhotosStep,
  CUSTOM_PROMPT: PhotosStep,
  CUSTOM_FORM: FormStep,
}

/** Shows the component of the step's kind; a kind that nobody here knows says so. */
export function StepScreen(props: StepProps): ReactElement {
  const { kind } = props.step
  const Component = Object.hasOwn(COMPONENTS, kind) ? COMPONENTS[kind] : undefined
  if (Component) return <Component {...props} />
  return (
    <Outcome
      lead={stepTexts.foreign.lead(props.session.organizationName)}
      sign={<BrokenLinkIcon />}
      title={stepTexts.foreign.title}
      tone="calm"
    />
  )
}
