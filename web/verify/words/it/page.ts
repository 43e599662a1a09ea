/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

/** Shown where the organization's name is not known; fits after “a” and “da”. */
const SENDER = 'chi ti ha inviato questo link'

export const page: Words['page'] = {
  language: 'it',
  product: 'Verifica dell’identità',
  testRibbon: 'Prova',
  testRibbonDetail: 'Questa non è una verifica reale.',
  anyId: 'documento d’identità con foto',
  idKinds: {
    passport: 'passaporto',
    visa: 'visto',
    drivingLicence: 'patente di guida',
    identityCard: 'carta d’identità',
    residencePermit: 'permesso di soggiorno',
  },
  idFrom: (kinds, places) => `${kinds} (${places})`,
  pickLanguage: 'Lingua',
  back: 'Indietro',
  close: 'Chiudi',
  help: 'Aiuto',
  progress: 'Avanzamento',
  step: (step, of) => `Passaggio ${step} di ${of}`,
  stepNames: { welcome: 'Acconsenti' },

  opening: {
    title: 'Apertura della verifica dell’identità',
    wait: 'Un momento.',
    status: 'Apertura della verifica dell’identità. Un momento.',
  },

  door: {
    title: (organization) => `Verifica dell’identità per ${organization}`,
    lead: 'Inizia dal telefono o dal computer che vuoi usare: da quel momento il link funziona solo in questo browser.',
    start: 'Inizia',
  },

  problems: {
    invalid: {
      title: 'Questo link non funziona',
      lead: (who = SENDER) =>
        `Forse è incompleto, o questo non è il browser in cui hai iniziato. Apri di nuovo il link così come l’hai ricevuto, oppure chiedine uno nuovo a ${who}.`,
    },
    used: {
      title: 'Questo link è già stato aperto',
      lead: (who = SENDER) =>
        `Per la tua sicurezza funziona in un solo browser. Continua in quello in cui l’hai aperto la prima volta, oppure chiedi un nuovo link a ${who}.`,
    },
    ended: {
      title: 'C’è un link più recente',
      lead: (who = SENDER) =>
        `Questo è stato sostituito e non apre più nulla. Apri il più recente, inviato da ${who}: riprenderai da dove avevi lasciato.`,
    },
    expired: {
      title: 'Questo link non è più valido',
      lead: (who = SENDER) => `Il tempo a disposizione è scaduto. Chiedi un nuovo link a ${who}.`,
    },
    closed: {
      title: 'Questa verifica è chiusa',
      lead: (who = SENDER) =>
        `Qui non si accetta più nulla e non devi fare niente. Se non te lo aspettavi, chiedi a ${who}.`,
    },
    voided: {
      title: 'Questa verifica è stata annullata',
      lead: (who = SENDER) => `Non devi fare niente. Se non te lo aspettavi, chiedi a ${who}.`,
    },
    unreachable: {
      title: 'Non riusciamo a raggiungere il server',
      lead: () => 'Controlla la connessione, attendi un momento e riprova. Niente di ciò che hai inviato va perso.',
    },
    retry: 'Riprova',
  },

  welcome: {
    title: (organization) => `${organization} ti chiede di confermare la tua identità`,
    lead: (firstName) => (firstName ? `Ciao ${firstName}. Bastano circa due minuti.` : 'Bastano circa due minuti.'),
    needsTitle: 'Che cosa ti serve',
    needDocument: 'Il tuo documento: passaporto, patente di guida o carta d’identità',
    needFace: 'Una foto del tuo viso',
    needFiles: 'I documenti richiesti, come foto o PDF',
    needAnswers: 'Le risposte ad alcune domande',
    needOther: 'La fotocamera, o foto che hai già',
    dataTitle: 'Che cosa succede ai tuoi dati',
    data: (organization) =>
      `${organization} usa le tue foto e i dati del tuo documento per confermare chi sei. Le foto sono conservate in forma cifrata.`,
    more: 'Come vengono usati i tuoi dati',
    until: (moment) => `Termine per completare: ${moment}.`,
    biometrics: (organization) =>
      `Acconsento alla misurazione del mio viso in queste foto, perché ${organization} possa confrontarlo con il mio documento.`,
    biometricsMissing: 'Spunta la casella per continuare. Se non vuoi, scegli «Non acconsento».',
    agree: 'Acconsenti e continua',
    decline: 'Non acconsento',
  },

  data: {
    title: 'Come vengono usati i tuoi dati',
    sections: (organization) => [
      {
        title: 'Che cosa si conserva',
        text: 'Le foto che invii, i dati stampati sul documento, le misure del tuo viso e l’esito. Anche il momento dell’invio, l’indirizzo di rete, il dispositivo e il browser che hai usato.',
      },
      {
        title: 'Chi li vede',
        text: `${organization}. La verifica avviene sul server che ti mostra questa pagina; le tue foto non vengono inviate a servizi di riconoscimento esterni.`,
      },
      {
        title: 'Per quanto tempo',
        text: `${organization} decide per quanto tempo conservare i tuoi dati e può cancellarli. Puoi chiedere di vederli o di farli cancellare.`,
      },
      {
        title: 'La tua scelta',
        text: 'Acconsentire non è obbligatorio. Se chiudi questa pagina, ciò che non hai confermato non viene verificato.',
      },
    ],
  },

  declined: {
    title: 'Non hai acconsentito',
    lead: (organization) =>
      `Nessuna foto è stata scattata o conservata. Forse ${organization} può confermare la tua identità in un altro modo: ti consigliamo di chiedere.`,
    leave: (organization) => `Vai a ${organization}`,
    reconsider: 'Rileggi',
  },

  photo: {
    take: 'Scatta una foto',
    choose: 'Scegli una foto',
    chooseFile: 'Scegli una foto o un PDF',
    fileTitle: 'È il file giusto?',
    fileLead: 'Controlla il nome prima di inviarlo.',
    examples: 'Non così',
    readableTitle: 'È tutto nitido e leggibile?',
    faceTitle: 'Il tuo viso si vede bene?',
    readableLead: 'Controlla che non manchi nessun angolo e che nessun riflesso copra il testo.',
    faceLead: 'Controlla che tutto il viso sia nella foto e ben illuminato.',
    preview: (name) => `La foto scelta: ${name}`,
    looksGood: 'Va bene',
    again: 'Rifai la foto',
    photoInstead: 'Scatta invece una foto',
    another: 'Scegli di nuovo',
    sending: 'Invio della foto',
    sendingFile: 'Invio del file',
    sendingLead: 'Tieni aperta questa pagina per un momento.',
    sent: (name) => `${name}: invio completato.`,
    waiting: 'La connessione si è interrotta. L’invio resta in attesa qui e riprenderà da solo.',
    keptLead: 'Già inviato. Puoi tenerlo così o sostituirlo.',
    keep: 'Tieni così',
    takeInstead: 'Scatta una nuova foto',
  },

  faults: { blurred: 'Sfocata', glare: 'Riflesso', cutOff: 'Tagliata', dark: 'Troppo scura', covered: 'Viso coperto' },

  photoFaults: {
    image_invalid: { says: 'Questa foto non si può leggere.', does: 'Rifalla o scegli un’altra foto.' },
    body_too_large: { says: 'Questa foto supera i 15 MB.', does: 'Scatta invece una foto qui.' },
    upload_quota_exceeded: {
      says: 'Non c’è spazio per un’altra foto.',
      does: 'Continua con ciò che hai inviato, o chiedi a chi ti ha inviato questo link.',
    },
    media_unsupported: { says: 'Questo file non si può usare.', does: 'Scegli una foto JPG, PNG o WebP.' },
    file_unsupported: { says: 'Questo file non si può usare.', does: 'Scegli un PDF o una foto JPG, PNG o WebP.' },
    unreachable: { says: 'La connessione si è interrotta.', does: 'Vai dove c’è rete, poi scegli di nuovo «Va bene».' },
    other: { says: 'Non ha funzionato.', does: 'Rifai la foto.' },
  },

  review: {
    title: 'Tutto pronto per l’invio',
    lead: 'Controlla ciò che invii. Puoi ancora cambiarlo.',
    sent: 'Inviato',
    skipped: 'Saltato',
    missing: 'Non ancora inviato',
    again: 'Da rifare',
    change: 'Cambia',
    add: 'Aggiungi',
    retake: 'Rifai',
    retakePhoto: 'Scatta una nuova foto',
    replaceFile: 'Invia un altro file',
    changeName: (name) => `Cambia: ${name}`,
    addName: (name) => `Aggiungi: ${name}`,
    retakeName: (name) => `Rifai: ${name}`,
    submit: 'Conferma l’invio',
    triesLeft: (count) => (count === 1 ? 'Ti resta un tentativo.' : `Ti restano ${count} tentativi.`),
    refused: { says: 'L’invio non è stato accettato.', does: 'Ricontrolla l’elenco e riprova.' },
  },

  checking: {
    photos: 'Verifica delle foto in corso',
    files: 'Verifica dei file in corso',
    other: 'Un momento',
    lead: 'Bastano pochi secondi. Puoi attendere qui.',
    slow: 'Ci vuole più tempo del solito. Puoi continuare ad attendere, oppure chiudere questa pagina e riaprire il link più tardi in questo browser.',
  },

  done: {
    verified: {
      title: 'La tua identità è confermata',
      lead: (organization) => `Non devi fare altro. L’esito è stato comunicato a ${organization}.`,
    },
    submitted: {
      title: 'Tutto è stato inviato',
      lead: (organization) => `Una persona controllerà il tutto. ${organization} ti dirà come si prosegue.`,
    },
    rejected: {
      title: 'Non siamo riusciti a confermare la tua identità',
      lead: (organization) =>
        `L’esito è stato comunicato a ${organization}, che forse può confermare la tua identità in un altro modo: ti consigliamo di chiedere.`,
    },
    refused: {
      title: 'Non hai acconsentito',
      lead: (organization) =>
        `La tua scelta è stata comunicata a ${organization}, che forse può confermare la tua identità in un altro modo: ti consigliamo di chiedere.`,
    },
    redirect: (organization, seconds) =>
      seconds === 1
        ? `Tornerai a ${organization} tra 1 secondo.`
        : `Tornerai a ${organization} tra ${seconds} secondi.`,
    stay: 'Resta su questa pagina',
    goBack: (organization) => `Torna a ${organization}`,
  },

  leave: {
    title: 'Vuoi uscire?',
    text: 'Ciò che hai inviato resta salvato. Per continuare più tardi, riapri il link in questo browser. Torna indietro ancora una volta per uscire.',
    stay: 'Resta qui',
  },

  helpSheet: {
    title: 'Aiuto',
    items: (organization) => [
      {
        title: 'Vuoi fermarti per ora',
        text: 'Chiudi questa pagina. Ciò che invii viene salvato subito. Riapri il link in questo browser per continuare.',
      },
      {
        title: 'La fotocamera non si apre',
        text: 'Scegli una foto che hai già, o consenti a questo browser di usare la fotocamera nelle impostazioni del telefono.',
      },
      {
        title: 'Non te lo aspettavi',
        text: `Se non sai perché ti trovi qui, chiudi questa pagina e chiedi a ${organization ?? SENDER}.`,
      },
    ],
    code: 'Codice di sessione, se chi ti aiuta lo chiede:',
  },
}
