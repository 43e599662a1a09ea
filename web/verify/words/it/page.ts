/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

const SENDER = 'chi l’ha inviato'

export const page: Words['page'] = {
  language: 'it',
  product: 'Verifica dell’identità',
  testRibbon: 'Prova',
  testRibbonDetail: 'Questa non è una verifica reale.',
  anyId: 'documento con foto',
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
  step: (step, of) => `Passo ${step} di ${of}`,
  stepNames: { welcome: 'Consenso' },

  opening: {
    title: 'Apertura della verifica dell’identità',
    wait: 'Un momento.',
    status: 'Apertura della verifica dell’identità. Un momento.',
  },

  door: {
    title: (organization) => `Verifica dell’identità per ${organization}`,
    lead: 'Cominci dal telefono o dal computer che desidera usare: poi il link funziona solo in questo browser.',
    start: 'Inizia',
  },

  problems: {
    invalid: {
      title: 'Questo link non funziona',
      lead: (who = SENDER) =>
        `Forse è incompleto, o questo non è il browser in cui ha iniziato. Apra di nuovo il link così come l’ha ricevuto, oppure ne chieda uno nuovo a ${who}.`,
    },
    used: {
      title: 'Questo link è già stato aperto',
      lead: (who = SENDER) =>
        `Per la Sua sicurezza funziona in un solo browser. Continui in quello in cui l’ha aperto la prima volta, oppure chieda un nuovo link a ${who}.`,
    },
    ended: {
      title: 'C’è un link più recente',
      lead: (who = SENDER) =>
        `Questo è stato sostituito e non apre più nulla. Apra l’ultimo link ricevuto da ${who}: riprenderà da dove si era fermato.`,
    },
    expired: {
      title: 'Questo link non è più valido',
      lead: (who = SENDER) => `Il tempo è scaduto. Chieda un nuovo link a ${who}.`,
    },
    closed: {
      title: 'Questa verifica è chiusa',
      lead: (who = SENDER) =>
        `Qui non si accetta più nulla e non deve fare niente. Se non se l’aspettava, chieda a ${who}.`,
    },
    voided: {
      title: 'Questa verifica è stata annullata',
      lead: (who = SENDER) => `Non deve fare niente. Se non se l’aspettava, chieda a ${who}.`,
    },
    unreachable: {
      title: 'Il server non è raggiungibile',
      lead: () => 'Controlli la connessione, attenda un momento e riprovi. Nulla di ciò che ha inviato va perso.',
    },
    retry: 'Riprova',
  },

  welcome: {
    title: (organization) => `${organization} Le chiede di confermare la Sua identità`,
    lead: (firstName) =>
      firstName ? `Buongiorno ${firstName}. Bastano circa due minuti.` : 'Bastano circa due minuti.',
    needsTitle: 'Che cosa serve',
    needDocument: 'Il Suo documento: passaporto, patente di guida o carta d’identità',
    needFace: 'Una foto del Suo viso',
    needFiles: 'I documenti richiesti, come foto o PDF',
    needAnswers: 'Le risposte ad alcune domande',
    needOther: 'La fotocamera, o foto che ha già',
    dataTitle: 'Che cosa succede ai Suoi dati',
    data: (organization) =>
      `${organization} usa le Sue foto e i dati del documento per confermare chi è. Le foto sono conservate cifrate.`,
    more: 'Come sono usati i Suoi dati',
    until: (moment) => `Può terminare entro: ${moment}.`,
    biometrics: (organization) =>
      `Acconsento a che il mio viso sia misurato in queste foto, perché ${organization} possa confrontarlo con il mio documento.`,
    biometricsMissing: 'Spunti la casella per continuare. Se non lo desidera, scelga «Non acconsento».',
    agree: 'Acconsento e continuo',
    decline: 'Non acconsento',
  },

  data: {
    title: 'Come sono usati i Suoi dati',
    sections: (organization) => [
      {
        title: 'Che cosa si conserva',
        text: 'Le foto che invia, i dati stampati sul documento, le misure del viso e l’esito. Anche il momento dell’invio, l’indirizzo di rete, il dispositivo e il browser usati.',
      },
      {
        title: 'Chi li vede',
        text: `${organization}. La verifica avviene sul server che Le mostra questa pagina; le foto non sono inviate ad alcun servizio di riconoscimento esterno.`,
      },
      {
        title: 'Per quanto tempo',
        text: `${organization} decide per quanto tempo conservarli e può cancellarli. Può chiedere di vederli o di cancellarli.`,
      },
      {
        title: 'La Sua scelta',
        text: 'Non è obbligato ad acconsentire. Se chiude questa pagina, ciò che non ha inviato non viene verificato.',
      },
    ],
  },

  declined: {
    title: 'Non ha acconsentito',
    lead: (organization) =>
      `Nessuna foto è stata scattata o conservata. Forse ${organization} ha un altro modo per confermare la Sua identità: può contattare l’organizzazione.`,
    leave: (organization) => `Vai a ${organization}`,
    reconsider: 'Rileggi',
  },

  photo: {
    take: 'Scatta una foto',
    choose: 'Scegli una foto',
    chooseFile: 'Scegli una foto o un PDF',
    fileTitle: 'È il file giusto?',
    fileLead: 'Controlli il nome prima di inviarlo.',
    examples: 'Non così',
    readableTitle: 'È tutto nitido e leggibile?',
    faceTitle: 'Il viso si vede bene?',
    readableLead: 'Controlli che non manchi nessun angolo e che nessun riflesso copra il testo.',
    faceLead: 'Controlli che tutto il viso sia nella foto e ben illuminato.',
    preview: (name) => `La foto scelta: ${name}`,
    looksGood: 'Va bene',
    again: 'Rifai',
    photoInstead: 'Scatta invece una foto',
    another: 'Scegline un’altra',
    sending: 'Invio della foto',
    sendingFile: 'Invio del file',
    sendingLead: 'Tenga aperta questa pagina per un momento.',
    sent: (name) => `${name}: inviato.`,
    waiting: 'La connessione si è interrotta. La foto resta qui e sarà inviata di nuovo da sola.',
    keptLead: 'L’ha già inviata. Può tenerla o inviarne un’altra.',
    keep: 'Tienila',
    takeInstead: 'Scatta una nuova foto',
  },

  faults: { blurred: 'Sfocata', glare: 'Riflesso', cutOff: 'Tagliata', dark: 'Troppo scura', covered: 'Coperto' },

  photoFaults: {
    image_invalid: { says: 'Questa foto non si può leggere.', does: 'La rifaccia o scelga un’altra foto.' },
    body_too_large: { says: 'Questa foto supera 15 MB.', does: 'Scatti invece una foto qui.' },
    upload_quota_exceeded: {
      says: 'Non c’è spazio per un’altra foto.',
      does: 'Continui con ciò che ha inviato, o chieda a chi Le ha mandato questo link.',
    },
    media_unsupported: { says: 'Questo file non si può usare.', does: 'Scelga una foto JPG, PNG o WebP.' },
    file_unsupported: { says: 'Questo file non si può usare.', does: 'Scelga un PDF o una foto JPG, PNG o WebP.' },
    unreachable: {
      says: 'La connessione si è interrotta.',
      does: 'Vada dove c’è rete, poi scelga di nuovo «Va bene».',
    },
    other: { says: 'Non ha funzionato.', does: 'Rifaccia la foto.' },
  },

  review: {
    title: 'Pronto per l’invio',
    lead: 'Riveda ciò che consegna. Può ancora cambiarlo.',
    sent: 'Inviato',
    skipped: 'Tralasciato',
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
    submit: 'Invia',
    triesLeft: (count) => (count === 1 ? 'Le resta un tentativo.' : `Le restano ${count} tentativi.`),
    refused: { says: 'Non è stato possibile accettarlo.', does: 'Riveda l’elenco e riprovi.' },
  },

  checking: {
    photos: 'Verifica delle foto in corso',
    files: 'Verifica dei file in corso',
    other: 'Un momento',
    lead: 'Richiede alcuni secondi. Può attendere qui.',
    slow: 'Richiede più tempo del solito. Può continuare ad attendere, oppure chiudere questa pagina e riaprire il link più tardi in questo browser.',
  },

  done: {
    verified: {
      title: 'La Sua identità è confermata',
      lead: (organization) => `Non deve fare altro. ${organization} è stata informata.`,
    },
    submitted: {
      title: 'Tutto è stato inviato',
      lead: (organization) => `Una persona lo esaminerà. ${organization} Le dirà come si prosegue.`,
    },
    rejected: {
      title: 'Non è stato possibile confermare la Sua identità',
      lead: (organization) =>
        `${organization} è stata informata e forse ha un altro modo per confermare la Sua identità: può contattare l’organizzazione.`,
    },
    refused: {
      title: 'Non ha acconsentito',
      lead: (organization) =>
        `${organization} è stata informata e forse ha un altro modo per confermare la Sua identità: può contattare l’organizzazione.`,
    },
    redirect: (organization, seconds) =>
      seconds === 1 ? `Tornerà a ${organization} tra 1 secondo.` : `Tornerà a ${organization} tra ${seconds} secondi.`,
    stay: 'Resta su questa pagina',
    goBack: (organization) => `Torna a ${organization}`,
  },

  leave: {
    title: 'Vuole uscire?',
    text: 'Ciò che ha inviato è conservato. Per continuare più tardi, riapra il link in questo browser. Torni indietro ancora una volta per uscire.',
    stay: 'Resta qui',
  },

  helpSheet: {
    title: 'Aiuto',
    items: (organization) => [
      {
        title: 'Vuole fermarsi per ora',
        text: 'Chiuda questa pagina. Ciò che invia è salvato subito. Riapra il link in questo browser per continuare.',
      },
      {
        title: 'La fotocamera non si apre',
        text: 'Scelga una foto che ha già, o consenta la fotocamera per questo browser nelle impostazioni del telefono.',
      },
      {
        title: 'Non se l’aspettava',
        text: `Se non sa perché si trova qui, chiuda questa pagina e chieda a ${organization ?? SENDER}.`,
      },
    ],
    code: 'Codice di sessione, se chi La aiuta lo chiede:',
  },
}
