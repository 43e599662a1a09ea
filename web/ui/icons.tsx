/** Icons: 24 × 24 strokes in the colour of the text, hidden from screen readers because words stand beside them. */
import type { ReactElement, ReactNode } from 'react'

function Icon({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <svg
      aria-hidden="true"
      fill="none"
      focusable="false"
      height="24"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.75"
      viewBox="0 0 24 24"
      width="24"
    >
      {children}
    </svg>
  )
}

/** A globe: languages. */
export function GlobeIcon(): ReactElement {
  return (
    <Icon>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M3.5 12h17M12 3.5c5 5.5 5 11.5 0 17M12 3.5c-5 5.5-5 11.5 0 17" />
    </Icon>
  )
}

/** A tick: done, chosen. */
export function CheckIcon(): ReactElement {
  return (
    <Icon>
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </Icon>
  )
}

/** A cross: close, wrong. */
export function CrossIcon(): ReactElement {
  return (
    <Icon>
      <path d="m6.5 6.5 11 11m0-11-11 11" />
    </Icon>
  )
}

/** An arrow to the start of the line: back. */
export function BackIcon(): ReactElement {
  return (
    <Icon>
      <path d="M19 12H5.5m6-6.5L5 12l6.5 6.5" />
    </Icon>
  )
}

/** A question mark: help. */
export function HelpIcon(): ReactElement {
  return (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.6 9.4a2.5 2.5 0 1 1 3.7 2.3c-.8.5-1.3 1-1.3 1.9" />
      <path d="M12 16.6v.1" />
    </Icon>
  )
}

/** A camera: take a photo. */
export function CameraIcon(): ReactElement {
  return (
    <Icon>
      <path d="M4 8.5A1.5 1.5 0 0 1 5.5 7h2.2l1.4-2.2h5.8L16.3 7h2.2A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5Z" />
      <circle cx="12" cy="12.8" r="3.4" />
    </Icon>
  )
}

/** A picture: choose a file. */
export function PictureIcon(): ReactElement {
  return (
    <Icon>
      <rect height="15" rx="2" width="17" x="3.5" y="4.5" />
      <circle cx="8.7" cy="9.5" r="1.5" />
      <path d="m4 17 5-4.5 3.5 3 3.5-3.5 4.5 4" />
    </Icon>
  )
}

/** A card with a portrait: an identity document. */
export function DocumentIcon(): ReactElement {
  return (
    <Icon>
      <rect height="14" rx="2" width="19" x="2.5" y="5" />
      <circle cx="8" cy="10.5" r="1.9" />
      <path d="M5 15.7c.5-1.5 1.6-2.2 3-2.2s2.5.7 3 2.2M14.5 10h4m-4 4h4" />
    </Icon>
  )
}

/** A page with a folded corner: a file. */
export function FileIcon(): ReactElement {
  return (
    <Icon>
      <path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5Zm0 0V8a.5.5 0 0 0 .5.5h4.5M9 12.5h6M9 16h6" />
    </Icon>
  )
}

/** A face in a frame: a selfie. */
export function FaceIcon(): ReactElement {
  return (
    <Icon>
      <path d="M8 3.5H5.5a2 2 0 0 0-2 2V8M16 3.5h2.5a2 2 0 0 1 2 2V8M8 20.5H5.5a2 2 0 0 1-2-2V16M16 20.5h2.5a2 2 0 0 0 2-2V16" />
      <path d="M9 9.7v.6m6-.6v.6M9 14.5c.9.9 1.9 1.3 3 1.3s2.1-.4 3-1.3" />
    </Icon>
  )
}

/** A pen: write, sign. */
export function PenIcon(): ReactElement {
  return (
    <Icon>
      <path d="m4.5 19.5 1-4.2L16.3 4.5a2 2 0 0 1 2.8 0l.4.4a2 2 0 0 1 0 2.8L8.7 18.5ZM14.5 6.3l3.2 3.2" />
    </Icon>
  )
}

/** A clock: how long it takes, or that it is over. */
export function ClockIcon(): ReactElement {
  return (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.3l3.3 2" />
    </Icon>
  )
}

/** A padlock: stored safely. */
export function LockIcon(): ReactElement {
  return (
    <Icon>
      <rect height="10" rx="2" width="14" x="5" y="10.5" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2" />
    </Icon>
  )
}

/** A triangle with a mark: something needs attention. */
export function AlertIcon(): ReactElement {
  return (
    <Icon>
      <path d="M12 4.5 21 19.5H3Z" />
      <path d="M12 10v4.3m0 2.5v.1" />
    </Icon>
  )
}

/** A broken chain: a link that does not lead anywhere. */
export function BrokenLinkIcon(): ReactElement {
  return (
    <Icon>
      <path d="M13.5 7 15 5.5a4 4 0 0 1 5.7 5.7L19 13m-8.5 4L9 18.5a4 4 0 0 1-5.7-5.7L5 11m4-7V2.5M4 9H2.5M15 20v1.5m5-6.5h1.5" />
    </Icon>
  )
}

/** A cloud with a stroke through it: the server cannot be reached. */
export function OfflineIcon(): ReactElement {
  return (
    <Icon>
      <path d="M7 18.5a4.5 4.5 0 0 1-.6-8.96A6 6 0 0 1 7.5 7.5m3-1.7a6 6 0 0 1 7.3 4.8 4 4 0 0 1 1.7 6.9M4 4l16 16" />
    </Icon>
  )
}
