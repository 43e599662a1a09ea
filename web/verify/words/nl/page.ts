/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

/** Shown where the organization's name is not known, as on a link that leads nowhere. */
const SENDER = 'de organisatie die u de link heeft gestuurd'

export const page: Words['page'] = {
  language: 'nl',
  product: 'Identiteitscontrole',
  testRibbon: 'Test',
  testRibbonDetail: 'Dit is geen echte controle.',
  anyId: 'identiteitsbewijs met uw foto',
  idKinds: {
    passport: 'paspoort',
    visa: 'visum',
    drivingLicence: 'rijbewijs',
    identityCard: 'identiteitskaart',
    residencePermit: 'verblijfsvergunning',
  },
  idFrom: (kinds: string, places: string) => `${kinds} (land van afgifte: ${places})`,
  pickLanguage: 'Taal',
  back: 'Terug',
  close: 'Sluiten',
  help: 'Hulp',
  progress: 'Voortgang',
  step: (step: number, of: number) => `Stap ${step} van ${of}`,
  stepNames: { welcome: 'Akkoord gaan' },

  opening: {
    title: 'Uw identiteitscontrole wordt geopend',
    wait: 'Een ogenblik.',
    status: 'Uw identiteitscontrole wordt geopend. Een ogenblik.',
  },

  door: {
    title: (organization: string) => `Identiteitscontrole voor ${organization}`,
    lead: 'Begin op de telefoon of computer die u wilt gebruiken: daarna werkt de link alleen in deze browser.',
    start: 'Beginnen',
  },

  problems: {
    invalid: {
      title: 'Deze link werkt niet',
      lead: (who = SENDER) =>
        `Misschien is de link niet volledig of bent u in een andere browser begonnen. Open de link opnieuw zoals u hem hebt ontvangen, of vraag ${who} om een nieuwe.`,
    },
    used: {
      title: 'Deze link is al geopend',
      lead: (who = SENDER) =>
        `Voor uw veiligheid werkt de link maar in één browser. Ga verder in de browser waarin u hem het eerst hebt geopend, of vraag ${who} om een nieuwe link.`,
    },
    ended: {
      title: 'Er is een nieuwere link',
      lead: (who = SENDER) =>
        `Deze link is vervangen en werkt niet meer. Open de nieuwste link van ${who}: daar gaat u verder waar u was gebleven.`,
    },
    expired: {
      title: 'Deze link is niet meer geldig',
      lead: (who = SENDER) => `De tijd om af te ronden is voorbij. Vraag ${who} om een nieuwe link.`,
    },
    closed: {
      title: 'Deze controle is gesloten',
      lead: (who = SENDER) =>
        `Hier wordt niets meer aangenomen en u hoeft niets te doen. Had u dit niet verwacht, vraag dan ${who} om uitleg.`,
    },
    voided: {
      title: 'Deze controle is geannuleerd',
      lead: (who = SENDER) => `U hoeft niets te doen. Had u dit niet verwacht, vraag dan ${who} om uitleg.`,
    },
    unreachable: {
      title: 'We kunnen de server niet bereiken',
      lead: () =>
        'Controleer uw verbinding, wacht even en probeer het opnieuw. Wat u hebt verzonden, gaat niet verloren.',
    },
    retry: 'Opnieuw proberen',
  },

  welcome: {
    title: (organization: string) => `${organization} vraagt u om uw identiteit te bevestigen`,
    lead: (firstName?: string) =>
      firstName ? `Dag ${firstName}. Dit duurt ongeveer twee minuten.` : 'Dit duurt ongeveer twee minuten.',
    needsTitle: 'Wat u nodig hebt',
    needDocument: 'Uw identiteitsbewijs: paspoort, rijbewijs of identiteitskaart',
    needFace: 'Een foto van uw gezicht',
    needFiles: 'De gevraagde documenten, als foto of pdf',
    needAnswers: 'Antwoorden op een paar vragen',
    needOther: 'Uw camera, of foto’s die u al hebt',
    dataTitle: 'Wat er met uw gegevens gebeurt',
    data: (organization: string) =>
      `${organization} gebruikt uw foto’s en de gegevens op uw identiteitsbewijs om uw identiteit te bevestigen. Foto’s worden versleuteld opgeslagen.`,
    more: 'Hoe uw gegevens worden gebruikt',
    until: (moment: string) => `U kunt dit afronden tot ${moment}.`,
    biometrics: (organization: string) =>
      `Ik ga ermee akkoord dat mijn gezicht op deze foto’s wordt gemeten, zodat ${organization} het met mijn identiteitsbewijs kan vergelijken.`,
    biometricsMissing: 'Vink het vakje aan om verder te gaan. Wilt u dit niet, kies dan ‘Ik ga niet akkoord’.',
    agree: 'Akkoord en doorgaan',
    decline: 'Ik ga niet akkoord',
  },

  data: {
    title: 'Hoe uw gegevens worden gebruikt',
    sections: (organization: string) => [
      {
        title: 'Wat er wordt opgeslagen',
        text: 'De foto’s die u verzendt, de gegevens op uw identiteitsbewijs, de metingen van uw gezicht en de uitkomst. Ook wanneer u alles hebt ingediend, en het netwerkadres, het apparaat en de browser die u daarbij gebruikte.',
      },
      {
        title: 'Wie het ziet',
        text: `${organization}. De controle draait op de server die u deze pagina toont; uw foto’s worden niet naar een externe herkenningsdienst gestuurd.`,
      },
      {
        title: 'Hoe lang',
        text: `${organization} bepaalt hoe lang de gegevens worden bewaard en kan ze verwijderen. Vraag daar om inzage of verwijdering van uw gegevens.`,
      },
      {
        title: 'Uw keuze',
        text: 'U hoeft niet akkoord te gaan. Als u deze pagina sluit, wordt wat u niet hebt ingediend niet gecontroleerd.',
      },
    ],
  },

  declined: {
    title: 'U bent niet akkoord gegaan',
    lead: (organization: string) =>
      `Er is geen foto gemaakt of opgeslagen. Misschien heeft ${organization} een andere manier om uw identiteit te bevestigen; neem daarvoor contact op.`,
    leave: (organization: string) => `Naar ${organization} gaan`,
    reconsider: 'Opnieuw lezen',
  },

  photo: {
    take: 'Foto maken',
    choose: 'Foto kiezen',
    chooseFile: 'Foto of pdf kiezen',
    fileTitle: 'Is dit het juiste bestand?',
    fileLead: 'Controleer de naam voordat u het verzendt.',
    examples: 'Niet zo',
    readableTitle: 'Is alles scherp en leesbaar?',
    faceTitle: 'Is uw gezicht goed te zien?',
    readableLead: 'Controleer of er geen hoek ontbreekt en of er geen licht over de tekst valt.',
    faceLead: 'Controleer of uw hele gezicht in beeld en goed verlicht is.',
    preview: (name: string) => `De foto die u hebt gekozen: ${name}`,
    looksGood: 'Ziet er goed uit',
    again: 'Opnieuw maken',
    photoInstead: 'Liever een foto maken',
    another: 'Iets anders kiezen',
    sending: 'Uw foto wordt verzonden',
    sendingFile: 'Uw bestand wordt verzonden',
    sendingLead: 'Houd deze pagina nog even open.',
    sent: (name: string) => `${name}: verzonden.`,
    waiting: 'De verbinding is verbroken. Alles blijft hier bewaard en wordt vanzelf opnieuw verzonden.',
    keptLead: 'Dit hebt u al verzonden. U kunt het houden of iets anders verzenden.',
    keep: 'Houden',
    takeInstead: 'Nieuwe foto maken',
  },

  faults: { blurred: 'Onscherp', glare: 'Schittering', cutOff: 'Afgesneden', dark: 'Te donker', covered: 'Bedekt' },

  photoFaults: {
    image_invalid: { says: 'Deze foto kan niet worden gelezen.', does: 'Maak de foto opnieuw of kies een andere.' },
    body_too_large: { says: 'Deze foto is groter dan 15 MB.', does: 'Maak in plaats daarvan hier een foto.' },
    upload_quota_exceeded: {
      says: 'Er is geen ruimte voor nog een foto.',
      does: 'Ga verder met wat u hebt verzonden, of vraag het aan degene die u deze link heeft gestuurd.',
    },
    media_unsupported: {
      says: 'Dit bestand kan niet worden gebruikt.',
      does: 'Kies een JPG-, PNG- of WebP-foto.',
    },
    file_unsupported: {
      says: 'Dit bestand kan niet worden gebruikt.',
      does: 'Kies een pdf, of een JPG-, PNG- of WebP-foto.',
    },
    unreachable: {
      says: 'De verbinding is verbroken.',
      does: 'Ga naar een plek waar u online bent en kies dan opnieuw ‘Ziet er goed uit’.',
    },
    other: { says: 'Dat is niet gelukt.', does: 'Maak de foto opnieuw.' },
  },

  review: {
    title: 'Klaar om in te dienen',
    lead: 'Bekijk wat u indient. U kunt het nog wijzigen.',
    sent: 'Verzonden',
    skipped: 'Overgeslagen',
    missing: 'Nog niet verzonden',
    again: 'Opnieuw nodig',
    change: 'Wijzigen',
    add: 'Toevoegen',
    retake: 'Opnieuw maken',
    retakePhoto: 'Nieuwe foto maken',
    replaceFile: 'Ander bestand verzenden',
    changeName: (name: string) => `Wijzigen: ${name}`,
    addName: (name: string) => `Toevoegen: ${name}`,
    retakeName: (name: string) => `Opnieuw maken: ${name}`,
    submit: 'Indienen',
    triesLeft: (count: number) => (count === 1 ? 'U hebt nog één poging.' : `U hebt nog ${count} pogingen.`),
    refused: { says: 'Dat kon niet worden aangenomen.', does: 'Loop de lijst na en probeer het opnieuw.' },
  },

  checking: {
    photos: 'Uw foto’s worden gecontroleerd',
    files: 'Uw bestanden worden gecontroleerd',
    other: 'Een ogenblik',
    lead: 'Dit duurt een paar seconden. U kunt hier wachten.',
    slow: 'Dit duurt langer dan gewoonlijk. U kunt blijven wachten, of deze pagina sluiten en de link later opnieuw openen in deze browser.',
  },

  done: {
    verified: {
      title: 'Uw identiteit is bevestigd',
      lead: (organization: string) => `U hoeft niets meer te doen. ${organization} heeft bericht gekregen.`,
    },
    submitted: {
      title: 'Alles is ingediend',
      lead: (organization: string) =>
        `Iemand kijkt er persoonlijk naar. ${organization} laat u weten hoe het verdergaat.`,
    },
    rejected: {
      title: 'We konden uw identiteit niet bevestigen',
      lead: (organization: string) =>
        `${organization} heeft bericht gekregen en heeft misschien een andere manier om uw identiteit te bevestigen; neem daarvoor contact op.`,
    },
    refused: {
      title: 'U bent niet akkoord gegaan',
      lead: (organization: string) =>
        `${organization} heeft bericht gekregen en heeft misschien een andere manier om uw identiteit te bevestigen; neem daarvoor contact op.`,
    },
    redirect: (organization: string, seconds: number) =>
      seconds === 1
        ? `U gaat over 1 seconde terug naar ${organization}.`
        : `U gaat over ${seconds} seconden terug naar ${organization}.`,
    stay: 'Op deze pagina blijven',
    goBack: (organization: string) => `Terug naar ${organization}`,
  },

  leave: {
    title: 'Wilt u de pagina verlaten?',
    text: 'Wat u hebt verzonden, blijft bewaard. Open de link opnieuw in deze browser om later verder te gaan. Ga nog een keer terug om de pagina te verlaten.',
    stay: 'Hier blijven',
  },

  helpSheet: {
    title: 'Hulp',
    items: (organization?: string) => [
      {
        title: 'U wilt voorlopig stoppen',
        text: 'Sluit deze pagina. Wat u verzendt, wordt meteen opgeslagen. Open de link opnieuw in deze browser om verder te gaan.',
      },
      {
        title: 'De camera gaat niet open',
        text: 'Kies een foto die u al hebt, of geef deze browser toegang tot de camera in de instellingen van uw telefoon.',
      },
      {
        title: 'U had dit niet verwacht',
        text: `Weet u niet waarom u hier bent, sluit dan deze pagina en vraag ${organization ?? SENDER} om uitleg.`,
      },
    ],
    code: 'Sessiecode, als iemand die u helpt ernaar vraagt:',
  },
}
