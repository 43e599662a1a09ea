/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

/** Shown where the organization's name is not known; fits after “à” and “par”. */
const SENDER = 'l’organisme qui vous a envoyé ce lien'

export const page: Words['page'] = {
  language: 'fr',
  product: 'Vérification d’identité',
  testRibbon: 'Test',
  testRibbonDetail: 'Ceci n’est pas une vraie vérification.',
  anyId: 'pièce d’identité avec photo',
  idKinds: {
    passport: 'passeport',
    visa: 'visa',
    drivingLicence: 'permis de conduire',
    identityCard: 'carte d’identité',
    residencePermit: 'titre de séjour',
  },
  idFrom: (kinds, places) => `${kinds} (${places})`,
  pickLanguage: 'Langue',
  back: 'Retour',
  close: 'Fermer',
  help: 'Aide',
  progress: 'Progression',
  step: (step, of) => `Étape ${step} sur ${of}`,
  stepNames: { welcome: 'Accord' },

  opening: {
    title: 'Ouverture de votre vérification',
    wait: 'Un instant.',
    status: 'Ouverture de votre vérification. Un instant.',
  },

  door: {
    title: (organization) => `Vérification d’identité pour ${organization}`,
    lead: 'Commencez sur le téléphone ou l’ordinateur que vous voulez utiliser : ensuite, le lien ne fonctionne que dans ce navigateur.',
    start: 'Commencer',
  },

  problems: {
    invalid: {
      title: 'Ce lien ne fonctionne pas',
      lead: (who = SENDER) =>
        `Il est peut-être incomplet, ou ce n’est pas le navigateur dans lequel vous avez commencé. Rouvrez le lien tel que vous l’avez reçu, ou demandez-en un nouveau à ${who}.`,
    },
    used: {
      title: 'Ce lien a déjà été ouvert',
      lead: (who = SENDER) =>
        `Pour votre sécurité, il ne fonctionne que dans un seul navigateur. Continuez dans celui où vous l’avez ouvert la première fois, ou demandez un nouveau lien à ${who}.`,
    },
    ended: {
      title: 'Il existe un lien plus récent',
      lead: (who = SENDER) =>
        `Celui-ci a été remplacé et n’ouvre plus rien. Ouvrez le plus récent, envoyé par ${who} : vous reprendrez là où vous en étiez.`,
    },
    expired: {
      title: 'Ce lien n’est plus valable',
      lead: (who = SENDER) => `Le délai est dépassé. Demandez un nouveau lien à ${who}.`,
    },
    closed: {
      title: 'Cette vérification est close',
      lead: (who = SENDER) =>
        `Plus rien n’est accepté ici, et vous n’avez rien à faire. Si vous ne vous y attendiez pas, adressez-vous à ${who}.`,
    },
    voided: {
      title: 'Cette vérification a été annulée',
      lead: (who = SENDER) => `Vous n’avez rien à faire. Si vous ne vous y attendiez pas, adressez-vous à ${who}.`,
    },
    unreachable: {
      title: 'Nous n’arrivons pas à joindre le serveur',
      lead: () =>
        'Vérifiez votre connexion, attendez un instant et réessayez. Rien de ce que vous avez envoyé n’est perdu.',
    },
    retry: 'Réessayer',
  },

  welcome: {
    title: (organization) => `${organization} vous demande de confirmer votre identité`,
    lead: (firstName) =>
      firstName ? `Bonjour ${firstName}. Cela prend environ deux minutes.` : 'Cela prend environ deux minutes.',
    needsTitle: 'Ce qu’il vous faut',
    needDocument: 'Votre pièce d’identité : passeport, permis de conduire ou carte d’identité',
    needFace: 'Une photo de votre visage',
    needFiles: 'Les documents demandés, en photo ou en PDF',
    needAnswers: 'Des réponses à quelques questions',
    needOther: 'Votre appareil photo, ou des photos que vous avez déjà',
    dataTitle: 'Ce qu’il advient de vos données',
    data: (organization) =>
      `${organization} utilise vos photos et les informations de votre pièce d’identité pour confirmer qui vous êtes. Les photos sont conservées sous forme chiffrée.`,
    more: 'Comment vos données sont utilisées',
    until: (moment) => `Vous avez jusqu’au ${moment} pour terminer.`,
    biometrics: (organization) =>
      `J’accepte que mon visage soit mesuré sur ces photos, afin que ${organization} puisse le comparer à ma pièce d’identité.`,
    biometricsMissing: 'Cochez la case pour continuer. Si vous ne le souhaitez pas, choisissez « Je n’accepte pas ».',
    agree: 'Accepter et continuer',
    decline: 'Je n’accepte pas',
  },

  data: {
    title: 'Comment vos données sont utilisées',
    sections: (organization) => [
      {
        title: 'Ce qui est conservé',
        text: 'Les photos que vous envoyez, les informations imprimées sur votre pièce d’identité, les mesures de votre visage et le résultat. Mais aussi le moment de l’envoi, l’adresse réseau, l’appareil et le navigateur utilisés.',
      },
      {
        title: 'Qui y a accès',
        text: `${organization}. La vérification se fait sur le serveur qui vous montre cette page ; vos photos ne sont envoyées à aucun service de reconnaissance extérieur.`,
      },
      {
        title: 'Combien de temps',
        text: `${organization} décide de la durée de conservation et peut supprimer vos données. Vous pouvez demander à les consulter ou à les faire effacer.`,
      },
      {
        title: 'Votre choix',
        text: 'Rien ne vous oblige à accepter. Si vous fermez cette page, ce que vous n’avez pas confirmé n’est pas vérifié.',
      },
    ],
  },

  declined: {
    title: 'Vous n’avez pas accepté',
    lead: (organization) =>
      `Aucune photo n’a été prise ni conservée. ${organization} a peut-être un autre moyen de confirmer votre identité ; n’hésitez pas à prendre contact.`,
    leave: (organization) => `Aller chez ${organization}`,
    reconsider: 'Relire',
  },

  photo: {
    take: 'Prendre une photo',
    choose: 'Choisir une photo',
    chooseFile: 'Choisir une photo ou un PDF',
    fileTitle: 'Est-ce le bon fichier ?',
    fileLead: 'Vérifiez son nom avant de l’envoyer.',
    examples: 'À éviter',
    readableTitle: 'Tout est net et lisible ?',
    faceTitle: 'Votre visage est bien visible ?',
    readableLead: 'Vérifiez qu’aucun coin ne manque et qu’aucun reflet ne cache le texte.',
    faceLead: 'Vérifiez que tout votre visage est sur la photo et bien éclairé.',
    preview: (name) => `La photo choisie : ${name}`,
    looksGood: 'C’est bon',
    again: 'Refaire la photo',
    photoInstead: 'Prendre une photo à la place',
    another: 'Choisir à nouveau',
    sending: 'Envoi de votre photo',
    sendingFile: 'Envoi de votre fichier',
    sendingLead: 'Gardez cette page ouverte un instant.',
    sent: (name) => `${name} : envoi terminé.`,
    waiting: 'La connexion est interrompue. Votre envoi est gardé ici et reprendra automatiquement.',
    keptLead: 'C’est déjà envoyé. Gardez cet envoi, ou remplacez-le.',
    keep: 'Garder',
    takeInstead: 'Prendre une nouvelle photo',
  },

  faults: { blurred: 'Floue', glare: 'Reflet', cutOff: 'Coupée', dark: 'Trop sombre', covered: 'Visage couvert' },

  photoFaults: {
    image_invalid: { says: 'Cette photo est illisible.', does: 'Refaites-la, ou choisissez une autre photo.' },
    body_too_large: { says: 'Cette photo dépasse 15 Mo.', does: 'Prenez plutôt une photo ici.' },
    upload_quota_exceeded: {
      says: 'Il n’y a plus de place pour une autre photo.',
      does: 'Continuez avec ce que vous avez envoyé, ou adressez-vous à l’expéditeur de ce lien.',
    },
    media_unsupported: { says: 'Ce fichier ne peut pas être utilisé.', does: 'Choisissez une photo JPG, PNG ou WebP.' },
    file_unsupported: {
      says: 'Ce fichier ne peut pas être utilisé.',
      does: 'Choisissez un PDF, ou une photo JPG, PNG ou WebP.',
    },
    unreachable: {
      says: 'La connexion est interrompue.',
      does: 'Allez là où vous avez du réseau, puis choisissez de nouveau « C’est bon ».',
    },
    other: { says: 'Cela n’a pas fonctionné.', does: 'Refaites la photo.' },
  },

  review: {
    title: 'Prêt pour l’envoi',
    lead: 'Vérifiez ce que vous transmettez. Vous pouvez encore le modifier.',
    sent: 'Envoyé',
    skipped: 'Non fourni',
    missing: 'Pas encore envoyé',
    again: 'À refaire',
    change: 'Modifier',
    add: 'Ajouter',
    retake: 'Refaire',
    retakePhoto: 'Prendre une nouvelle photo',
    replaceFile: 'Envoyer un autre fichier',
    changeName: (name) => `Modifier : ${name}`,
    addName: (name) => `Ajouter : ${name}`,
    retakeName: (name) => `Refaire : ${name}`,
    submit: 'Confirmer l’envoi',
    triesLeft: (count) => (count === 1 ? 'Il vous reste un essai.' : `Il vous reste ${count} essais.`),
    refused: { says: 'Cela n’a pas pu être accepté.', does: 'Relisez la liste et réessayez.' },
  },

  checking: {
    photos: 'Vérification de vos photos',
    files: 'Vérification de vos fichiers',
    other: 'Un instant',
    lead: 'Cela prend quelques secondes. Vous pouvez attendre ici.',
    slow: 'Cela prend plus de temps que d’habitude. Vous pouvez attendre encore, ou fermer cette page et rouvrir le lien plus tard dans ce navigateur.',
  },

  done: {
    verified: {
      title: 'Votre identité est confirmée',
      lead: (organization) => `Vous n’avez plus rien à faire. Le résultat a été communiqué à ${organization}.`,
    },
    submitted: {
      title: 'Tout est envoyé',
      lead: (organization) => `Une personne va l’examiner. ${organization} vous indiquera la suite.`,
    },
    rejected: {
      title: 'Nous n’avons pas pu confirmer votre identité',
      lead: (organization) =>
        `Le résultat a été communiqué à ${organization}, qui a peut-être un autre moyen de confirmer votre identité ; n’hésitez pas à prendre contact.`,
    },
    refused: {
      title: 'Vous n’avez pas accepté',
      lead: (organization) =>
        `Votre choix a été communiqué à ${organization}, qui a peut-être un autre moyen de confirmer votre identité ; n’hésitez pas à prendre contact.`,
    },
    redirect: (organization, seconds) =>
      seconds === 1
        ? `Vous retournez chez ${organization} dans 1 seconde.`
        : `Vous retournez chez ${organization} dans ${seconds} secondes.`,
    stay: 'Rester sur cette page',
    goBack: (organization) => `Retourner chez ${organization}`,
  },

  leave: {
    title: 'Voulez-vous quitter cette page ?',
    text: 'Ce que vous avez envoyé est gardé. Pour continuer plus tard, rouvrez le lien dans ce navigateur. Revenez encore une fois en arrière pour quitter.',
    stay: 'Rester ici',
  },

  helpSheet: {
    title: 'Aide',
    items: (organization) => [
      {
        title: 'Vous voulez vous arrêter pour le moment',
        text: 'Fermez cette page. Ce que vous envoyez est aussitôt enregistré. Rouvrez le lien dans ce navigateur pour continuer.',
      },
      {
        title: 'L’appareil photo ne s’ouvre pas',
        text: 'Choisissez une photo que vous avez déjà, ou autorisez l’appareil photo pour ce navigateur dans les réglages de votre téléphone.',
      },
      {
        title: 'Vous ne vous y attendiez pas',
        text: `Si vous ne savez pas pourquoi vous êtes ici, fermez cette page et adressez-vous à ${organization ?? SENDER}.`,
      },
    ],
    code: 'Code de session, si la personne qui vous aide vous le demande :',
  },
}
