/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  names: {
    ID_VERIFICATION: 'Votre pièce d’identité et votre visage',
    FACE_LIVENESS: 'Votre visage',
    AGE_ESTIMATION: 'Votre âge',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Utilisation de votre visage',
    CONSENT: 'Votre consentement',
    WHITE_LABEL: 'Bienvenue',
    DOCUMENT_UPLOAD: 'Vos documents',
    CUSTOM_PROMPT: 'Photos',
    CUSTOM_FORM: 'Questions',
  },
  otherName: 'Encore une étape',

  foreign: {
    title: 'Cette étape ne peut pas se faire ici',
    lead: (organization) => `Demandez à ${organization} comment continuer. Ce que vous avez envoyé est gardé.`,
  },

  lost: { says: 'La connexion est interrompue.', does: 'Vérifiez votre réseau, puis réessayez. Rien n’est perdu.' },
  refused: { says: 'Cela n’a pas pu être accepté.', does: 'Relisez la page et réessayez.' },

  branding: {
    title: (organization) => `Bienvenue chez ${organization}`,
    lead: 'Quelques étapes, l’une après l’autre. Vous pouvez vous arrêter et continuer plus tard dans ce navigateur.',
    ahead: 'La suite',
    go: 'Continuer',
  },

  agreement: {
    titles: { face: 'Votre visage peut-il être utilisé ?', other: 'Lisez et donnez votre accord' },
    lead: (organization) => `${organization} a besoin de votre réponse pour continuer.`,
    textLabel: 'Le texte à accepter',
    tick: 'J’ai lu le texte et je l’accepte.',
    tickMissing: 'Cochez la case pour accepter, ou choisissez « Je n’accepte pas ».',
    name: 'Vos nom et prénoms officiels',
    nameMissing: 'Saisissez votre nom.',
    agree: 'Accepter',
    agreeing: 'Envoi…',
    refuse: 'Je n’accepte pas',
    confirm: {
      title: 'Terminer sans accepter ?',
      lead: (organization) =>
        `Si vous n’acceptez pas, cette vérification s’arrête ici et ne peut pas être reprise. Votre choix est communiqué à ${organization}.`,
      stay: 'Relire',
      end: 'Terminer sans accepter',
    },
  },

  signature: {
    title: 'Votre signature',
    ways: { draw: 'Dessiner', type: 'Saisir', picture: 'Image' },
    drawHint: 'Signez dans le cadre avec un doigt, un stylet ou la souris.',
    pad: 'Cadre pour signer. Pour signer sans dessiner, choisissez Saisir ou Image.',
    clear: 'Effacer',
    typeLabel: 'Saisissez votre nom comme signature',
    typed: (name) => `Signature : ${name}`,
    pictureHint: 'Une photo de votre signature sur papier blanc.',
    choose: 'Choisir une image',
    preview: 'L’image de votre signature',
    missing: 'Signez avant d’accepter.',
    unreadable: 'Cette image ne peut pas être utilisée. Choisissez une photo JPG, PNG ou WebP de 15 Mo au plus.',
    emptyAgain: 'Votre signature n’était pas visible. Signez de nouveau.',
  },

  form: {
    title: 'Quelques questions',
    lead: 'Les questions marquées d’un * sont obligatoires.',
    requiredMark: 'obligatoire',
    choose: 'Choisissez une réponse',
    yes: 'Oui',
    no: 'Non',
    addFile: 'Choisir une photo ou un PDF',
    replaceFile: 'Choisir un autre fichier',
    removeFile: 'Retirer',
    removeName: (name) => `Retirer ${name}`,
    submit: 'Continuer',
    sending: 'Envoi…',
    errors: (count) => (count === 1 ? 'Une réponse est à revoir.' : `${count} réponses sont à revoir.`),
    faults: {
      empty: 'Répondez à cette question.',
      untickedBox: 'Cochez cette case pour continuer.',
      noChoice: 'Choisissez au moins une réponse.',
      noFile: 'Ajoutez un fichier.',
      number: 'Saisissez un nombre, par exemple 1250,50.',
      date: 'Saisissez une date qui existe.',
      long: 'Cette réponse est trop longue.',
      file: 'Ce fichier ne peut pas être utilisé. Choisissez un PDF, ou une photo JPG, PNG ou WebP, de 15 Mo au plus.',
      other: 'Cette réponse ne peut pas être acceptée. Modifiez-la.',
    },
  },
}
