/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Nous n’avons pas pu faire le lien entre votre visage et votre pièce d’identité',
      does: 'Refaites la photo de votre visage sous un bon éclairage, sans filtre, et vérifiez que la pièce d’identité est bien la vôtre.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Nous n’avons pas pu faire le lien entre cette photo et la première',
      does: 'Refaites la photo de votre visage sous un bon éclairage, sans filtre.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Cette pièce d’identité n’est pas acceptée ici',
      does: 'Utilisez-en une autre, à votre nom.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Il nous faut une photo de vous, pas de votre pièce d’identité',
      does: 'Tournez l’appareil vers votre visage et prenez une nouvelle photo.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Nous n’avons pas pu lire votre pièce d’identité',
      does: 'Refaites la photo sous un meilleur éclairage, sans étui, avec les quatre coins visibles.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'La photo sur votre pièce d’identité n’est pas visible',
      does: 'Photographiez le côté qui porte votre photo, sans reflet dessus.',
    },
    NO_FACE_DETECTED: {
      says: 'Votre visage n’est pas visible',
      does: 'Regardez l’appareil, avec tout votre visage sur la photo.',
    },
    SEVERAL_FACES: {
      says: 'Il y a plus d’un visage',
      does: 'Refaites la photo, sans personne d’autre.',
    },
    PICTURE_BLURRED: {
      says: 'La photo est floue',
      does: 'Essuyez l’objectif, ne bougez pas et laissez l’appareil faire la mise au point.',
    },
    PICTURE_TOO_DARK: {
      says: 'La photo est trop sombre',
      does: 'Allumez une lampe ou allez près d’une fenêtre.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'La photo est trop claire',
      does: 'Éloignez-vous de la lampe ou mettez-vous à l’ombre.',
    },
    PICTURE_GLARE: {
      says: 'Un reflet cache une partie de votre pièce d’identité',
      does: 'Inclinez-la un peu ou éloignez-vous de la lampe.',
    },
    PICTURE_TOO_SMALL: {
      says: 'C’est trop petit sur la photo',
      does: 'Rapprochez-vous jusqu’à remplir l’image.',
    },
    FACE_TURNED_AWAY: {
      says: 'Votre visage n’est pas de face',
      does: 'Regardez droit vers l’appareil.',
    },
    FACE_CUT_OFF: {
      says: 'Une partie de votre visage n’est pas visible',
      does: 'Éloignez l’appareil, avec tout votre visage sur la photo.',
    },
    FILE_ENCRYPTED: {
      says: 'Un fichier est protégé par un mot de passe',
      does: 'Envoyez-le sans mot de passe, ou photographiez-le.',
    },
    FILE_DAMAGED: {
      says: 'Un fichier ne s’ouvre pas',
      does: 'Enregistrez-le de nouveau en PDF, ou photographiez-le.',
    },
    FILE_TOO_LONG: {
      says: 'Un fichier a trop de pages',
      does: 'Envoyez seulement les pages demandées.',
    },
    SIGNATURE_EMPTY: {
      says: 'Il manque votre signature',
      does: 'Signez de nouveau, de façon visible.',
    },
  },
  unknown: { says: 'Nous n’avons pas pu utiliser ce que vous avez envoyé', does: 'Envoyez-le de nouveau.' },
  accepted: (does, documents) => `${does} Pièces acceptées : ${documents}.`,
}
