/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Votre visage n’a pas pu être rapproché de votre pièce d’identité',
      does: 'Reprenez la photo de votre visage sous un bon éclairage, sans filtre, et vérifiez que la pièce d’identité est bien la vôtre.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Cette photo n’a pas pu être rapprochée de la première',
      does: 'Reprenez la photo de votre visage sous un bon éclairage, sans filtre.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Cette pièce d’identité n’est pas acceptée ici',
      does: 'Utilisez-en une autre qui est la vôtre.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Il nous faut une photo de vous, pas de votre pièce d’identité',
      does: 'Tournez l’appareil vers votre visage et prenez une nouvelle photo.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Votre pièce d’identité n’a pas pu être lue',
      does: 'Reprenez la photo sous un meilleur éclairage, sans étui, les quatre coins visibles.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'La photo de votre pièce d’identité n’est pas visible',
      does: 'Photographiez le côté qui porte votre photo, sans reflet dessus.',
    },
    NO_FACE_DETECTED: {
      says: 'Votre visage n’est pas visible',
      does: 'Regardez l’appareil, tout votre visage sur la photo.',
    },
    SEVERAL_FACES: {
      says: 'Il y a plus d’un visage',
      does: 'Reprenez la photo en étant la seule personne dessus.',
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
      does: 'Éloignez-vous de la lampe ou du soleil.',
    },
    PICTURE_GLARE: {
      says: 'Un reflet cache une partie de votre pièce d’identité',
      does: 'Inclinez-la un peu ou éloignez-vous de la lampe.',
    },
    PICTURE_TOO_SMALL: {
      says: 'C’est trop petit sur la photo',
      does: 'Rapprochez-vous jusqu’à remplir la photo.',
    },
    FACE_TURNED_AWAY: {
      says: 'Votre visage est tourné',
      does: 'Regardez droit vers l’appareil.',
    },
    FACE_CUT_OFF: {
      says: 'Une partie de votre visage manque',
      does: 'Éloignez l’appareil, tout votre visage sur la photo.',
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
  unknown: { says: 'Votre envoi n’a pas pu être utilisé', does: 'Envoyez-le de nouveau.' },
  accepted: (does, documents) => `${does} Acceptés : ${documents}.`,
}
