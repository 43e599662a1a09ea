/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'No hemos podido confirmar que su cara sea la de su documento',
      does: 'Haga otra vez la foto de su cara con buena luz y sin filtros, y compruebe que el documento es suyo.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'No hemos podido confirmar que esta foto corresponda a la primera',
      does: 'Haga otra vez la foto de su cara con buena luz y sin filtros.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Este documento no se acepta aquí',
      does: 'Use otro que sea suyo.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Necesitamos una foto de su cara, no de su documento',
      does: 'Gire la cámara hacia su cara y haga otra foto.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'No hemos podido leer su documento',
      does: 'Haga otra vez la foto con mejor luz, sin funda y con las cuatro esquinas visibles.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'No vemos la foto de su documento',
      does: 'Fotografíe el lado con su foto, sin reflejos sobre ella.',
    },
    NO_FACE_DETECTED: {
      says: 'No vemos su cara',
      does: 'Mire a la cámara con toda la cara en la foto.',
    },
    SEVERAL_FACES: {
      says: 'Hay más de una cara',
      does: 'Haga otra vez la foto sin nadie más en ella.',
    },
    PICTURE_BLURRED: {
      says: 'La foto está borrosa',
      does: 'Limpie la lente, no se mueva y deje que la cámara enfoque.',
    },
    PICTURE_TOO_DARK: {
      says: 'La foto está demasiado oscura',
      does: 'Encienda una luz o acérquese a una ventana.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'La foto tiene demasiada luz',
      does: 'Aléjese de la lámpara o póngase a la sombra.',
    },
    PICTURE_GLARE: {
      says: 'Un reflejo tapa parte de su documento',
      does: 'Inclínelo un poco o aléjese de la lámpara.',
    },
    PICTURE_TOO_SMALL: {
      says: 'Se ve demasiado pequeño en la foto',
      does: 'Acérquese hasta que llene la foto.',
    },
    FACE_TURNED_AWAY: {
      says: 'Su cara está girada',
      does: 'Mire de frente a la cámara.',
    },
    FACE_CUT_OFF: {
      says: 'No se ve parte de su cara',
      does: 'Aleje la cámara, con toda la cara en la foto.',
    },
    FILE_ENCRYPTED: {
      says: 'Un archivo está protegido con contraseña',
      does: 'Envíelo sin contraseña o hágale fotos.',
    },
    FILE_DAMAGED: {
      says: 'Un archivo no se puede abrir',
      does: 'Guárdelo otra vez como PDF o hágale una foto.',
    },
    FILE_TOO_LONG: {
      says: 'Un archivo tiene demasiadas páginas',
      does: 'Envíe solo las páginas que se pidieron.',
    },
    SIGNATURE_EMPTY: {
      says: 'Falta su firma',
      does: 'Firme otra vez, de modo que se vea.',
    },
  },
  unknown: { says: 'No hemos podido usar lo que envió', does: 'Envíelo de nuevo.' },
  accepted: (does, documents) => `${does} Documentos aceptados: ${documents}.`,
}
