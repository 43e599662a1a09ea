/** Drawings of a document and a face, well taken and badly taken; words stand beside them. */
import type { ReactElement } from 'react'
import styles from './art.module.css'

export type DocumentFault = 'blurred' | 'glare' | 'cut-off'
export type FaceFault = 'dark' | 'covered' | 'cut-off'

interface DocumentArtProps {
  readonly side: 'front' | 'back'
  readonly fault?: DocumentFault
}

/** A card inside the corners of a viewfinder. */
export function DocumentArt({ side, fault }: DocumentArtProps): ReactElement {
  return (
    <svg aria-hidden="true" className={styles.art} viewBox="0 0 240 160">
      <g
        className={fault === 'blurred' ? styles.blur : undefined}
        transform={fault === 'cut-off' ? 'translate(52 34) rotate(4 120 80)' : undefined}
      >
        <rect className={styles.paper} height="108" rx="9" width="172" x="34" y="26" />
        {side === 'front' ? <FrontPrint /> : <BackPrint />}
        {fault === 'glare' && <path className={styles.glare} d="M112 27h52l-44 106H68Z" />}
      </g>
      {!fault && (
        <path
          className={styles.frame}
          d="M18 36V22a10 10 0 0 1 10-10h14m156 0h14a10 10 0 0 1 10 10v14m0 88v14a10 10 0 0 1-10 10h-14m-156 0H28a10 10 0 0 1-10-10v-14"
        />
      )}
    </svg>
  )
}

function FrontPrint(): ReactElement {
  return (
    <>
      <rect className={styles.tint} height="56" rx="5" width="46" x="47" y="40" />
      <circle className={styles.mark} cx="70" cy="60" r="10" />
      <path className={styles.mark} d="M51 96a19 19 0 0 1 38 0Z" />
      <path className={styles.line} d="M108 46h44m-44 17h80m-80 17h62m-62 15h34M49 113h142" />
    </>
  )
}

function BackPrint(): ReactElement {
  return (
    <>
      <path className={styles.cover} d="M35 42h170v20H35Z" />
      <rect className={styles.tint} height="16" rx="3" width="78" x="47" y="72" />
      <path className={styles.line} d="M140 76h50m-50 10h32M49 104h142M49 119h142" />
    </>
  )
}

interface FaceArtProps {
  readonly turned?: 'left' | 'right'
  readonly fault?: FaceFault
}

/** A head inside an oval; `turned` is the side from the applicant's own view. */
export function FaceArt({ turned, fault }: FaceArtProps): ReactElement {
  const shift = turned === 'left' ? -14 : turned === 'right' ? 14 : 0
  return (
    <svg aria-hidden="true" className={styles.art} viewBox="0 0 240 160">
      <g
        className={fault === 'dark' ? styles.dark : undefined}
        transform={fault === 'cut-off' ? 'translate(-72 -68) scale(1.6)' : undefined}
      >
        <path className={styles.mark} d="M66 158a54 44 0 0 1 108 0Z" />
        <rect className={styles.tint} height="34" rx="12" width="30" x="105" y="96" />
        <ellipse className={styles.paper} cx="120" cy="74" rx="34" ry="42" />
        <path
          className={styles.cover}
          d="M86 72c-4-34 14-50 34-50s38 16 34 50c-6-8-8-18-10-24-16 4-36 4-46-4-6 8-10 18-12 28Z"
        />
        <path
          className={styles.feature}
          d="M107 73v5m26-5v5m-14 2v9m-11 8c7 6 17 6 24 0"
          transform={`translate(${shift} 0)`}
        />
        {fault === 'covered' && <path className={styles.cover} d="M94 67h23v16H96Zm29 0h23l-2 16h-21Zm-7 3h8v4h-8Z" />}
      </g>
      {!fault && <ellipse className={styles.frame} cx="120" cy="78" rx="58" ry="72" strokeDasharray="26 12" />}
    </svg>
  )
}
