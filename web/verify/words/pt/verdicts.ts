/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Não conseguimos associar o seu rosto ao seu documento',
      does: 'Tire de novo a foto do seu rosto com boa luz e sem filtros, e confirme que o documento é seu.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Não conseguimos associar esta foto à primeira',
      does: 'Tire de novo a foto do seu rosto com boa luz e sem filtros.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Este documento não é aceite aqui',
      does: 'Use outro que seja seu.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Precisamos de uma foto sua, não do seu documento',
      does: 'Vire a câmara para o seu rosto e tire uma nova foto.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Não conseguimos ler o seu documento',
      does: 'Tire de novo a foto com melhor luz, sem capa e com os quatro cantos visíveis.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'Não vemos a foto do seu documento',
      does: 'Fotografe o lado com a sua foto, sem reflexos sobre ela.',
    },
    NO_FACE_DETECTED: {
      says: 'Não vemos o seu rosto',
      does: 'Olhe para a câmara com todo o rosto na foto.',
    },
    SEVERAL_FACES: {
      says: 'Há mais de um rosto',
      does: 'Tire de novo a foto só com a sua pessoa.',
    },
    PICTURE_BLURRED: {
      says: 'A foto está desfocada',
      does: 'Limpe a lente, fique imóvel e deixe a câmara focar.',
    },
    PICTURE_TOO_DARK: {
      says: 'A foto está demasiado escura',
      does: 'Acenda uma luz ou vá para perto de uma janela.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'A foto tem luz a mais',
      does: 'Afaste-se do candeeiro ou do sol.',
    },
    PICTURE_GLARE: {
      says: 'Um reflexo esconde parte do seu documento',
      does: 'Incline-o um pouco ou afaste-se do candeeiro.',
    },
    PICTURE_TOO_SMALL: {
      says: 'Está demasiado pequeno na foto',
      does: 'Aproxime-se até encher a foto.',
    },
    FACE_TURNED_AWAY: {
      says: 'O seu rosto está virado',
      does: 'Olhe de frente para a câmara.',
    },
    FACE_CUT_OFF: {
      says: 'Falta parte do seu rosto',
      does: 'Afaste a câmara, com todo o rosto na foto.',
    },
    FILE_ENCRYPTED: {
      says: 'Um ficheiro está protegido por palavra-passe',
      does: 'Envie-o sem palavra-passe ou fotografe-o.',
    },
    FILE_DAMAGED: {
      says: 'Não é possível abrir um ficheiro',
      does: 'Guarde-o de novo como PDF ou fotografe-o.',
    },
    FILE_TOO_LONG: {
      says: 'Um ficheiro tem páginas a mais',
      does: 'Envie só as páginas pedidas.',
    },
    SIGNATURE_EMPTY: {
      says: 'Falta a sua assinatura',
      does: 'Assine de novo, de modo que se veja.',
    },
  },
  unknown: { says: 'Não conseguimos usar o que enviou', does: 'Envie de novo.' },
  accepted: (does, documents) => `${does} Aceita-se: ${documents}.`,
}
