/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Póngalo sobre una superficie lisa y oscura.',
  'Encuadre las cuatro esquinas.',
  'Evite reflejos y sombras.',
]

const FACE_TIPS = [
  'Póngase frente a una ventana o una lámpara.',
  'Quítese gafas, mascarilla o gorro.',
  'Solo usted en la foto.',
]

const SKIP = 'Omitir esta foto'

export const slots: Words['slots'] = {
  known: {
    id_front: {
      name: 'Anverso de su documento',
      title: 'Anverso de su documento',
      lead: 'Use su pasaporte, permiso de conducir o documento de identidad. Si es un pasaporte, abra la página de su foto.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    id_back: {
      name: 'Reverso de su documento',
      title: 'Reverso de su documento',
      lead: 'Dé la vuelta a la tarjeta y haga una foto del otro lado.',
      tips: DOCUMENT_TIPS,
      skip: 'Mi pasaporte no tiene reverso',
    },
    secondary_id_front: {
      name: 'Anverso de su segundo documento',
      title: 'Anverso de su segundo documento',
      lead: 'Use un documento distinto del primero.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    secondary_id_back: {
      name: 'Reverso de su segundo documento',
      title: 'Reverso de su segundo documento',
      lead: 'Dé la vuelta a la tarjeta y haga una foto del otro lado.',
      tips: DOCUMENT_TIPS,
      skip: 'No tiene reverso',
    },
    selfie_front: {
      name: 'Su cara',
      title: 'Foto de su cara',
      lead: 'Mire de frente a la cámara, con toda la cara en la foto.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_left: {
      name: 'Su cara, girada a la izquierda',
      title: 'Su cara, girada a la izquierda',
      lead: 'Gire la cabeza a su izquierda hasta que no se vea una oreja.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_right: {
      name: 'Su cara, girada a la derecha',
      title: 'Su cara, girada a la derecha',
      lead: 'Gire la cabeza a su derecha hasta que no se vea una oreja.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
  },
  other: {
    name: 'Foto',
    title: 'Una foto más',
    lead: 'Haga la foto que se le pide.',
    tips: ['No se mueva y deje que la cámara enfoque.', 'Encienda una luz o acérquese a una ventana.'],
    skip: SKIP,
  },
  acceptedLead: (accepted) => `Documentos aceptados: ${accepted}. Si es un pasaporte, abra la página de su foto.`,
  document: {
    name: (place) => `Documento ${place}`,
    lead: 'Una foto o un PDF.',
    tips: ['Todas las páginas necesarias, legibles hasta el borde.', 'Sin contraseña y de 15 MB como máximo.'],
    skip: 'Omitir este documento',
  },
  prompt: {
    name: (place) => `Foto ${place}`,
    lead: 'Haga una foto que muestre lo que se pide.',
  },
}
