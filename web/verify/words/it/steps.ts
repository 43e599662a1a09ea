/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  names: {
    ID_VERIFICATION: 'Il tuo documento e il tuo viso',
    FACE_LIVENESS: 'Il tuo viso',
    AGE_ESTIMATION: 'La tua età',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Uso del tuo viso',
    CONSENT: 'Il tuo consenso',
    WHITE_LABEL: 'Introduzione',
    DOCUMENT_UPLOAD: 'I tuoi documenti',
    CUSTOM_PROMPT: 'Foto',
    CUSTOM_FORM: 'Domande',
  },
  otherName: 'Ancora un passaggio',

  foreign: {
    title: 'Questo passaggio non si può fare qui',
    lead: (organization) => `Chiedi a ${organization} come continuare. Ciò che hai inviato resta salvato.`,
  },

  lost: { says: 'La connessione si è interrotta.', does: 'Controllala, poi riprova. Niente va perso.' },
  refused: { says: 'L’invio non è stato accettato.', does: 'Ricontrolla la pagina e riprova.' },

  branding: {
    title: (organization) => `${organization} ti dà il benvenuto`,
    lead: 'Pochi passaggi, uno alla volta. Puoi fermarti e continuare più tardi in questo browser.',
    ahead: 'Prossimi passaggi',
    go: 'Continua',
  },

  agreement: {
    titles: { face: 'Si può usare il tuo viso?', other: 'Leggi e dai il consenso' },
    lead: (organization) => `${organization} ha bisogno della tua risposta per continuare.`,
    textLabel: 'Il testo a cui acconsentire',
    tick: 'Ho letto il testo e acconsento.',
    tickMissing: 'Spunta la casella per acconsentire, oppure scegli «Non acconsento».',
    name: 'Nome e cognome anagrafici',
    nameMissing: 'Inserisci nome e cognome.',
    agree: 'Acconsenti',
    agreeing: 'Invio…',
    refuse: 'Non acconsento',
    confirm: {
      title: 'Vuoi terminare senza acconsentire?',
      lead: (organization) =>
        `Se non acconsenti, questa verifica termina qui e non può essere ripresa. La tua scelta viene comunicata a ${organization}.`,
      stay: 'Rileggi',
      end: 'Termina senza acconsentire',
    },
  },

  signature: {
    title: 'La tua firma',
    ways: { draw: 'Disegna', type: 'Scrivi', picture: 'Immagine' },
    drawHint: 'Firma nel riquadro con un dito, un pennino o il mouse.',
    pad: 'Riquadro per firmare. Per firmare senza disegnare, scegli Scrivi o Immagine.',
    clear: 'Cancella',
    typeLabel: 'Scrivi il tuo nome come firma',
    typed: (name) => `Firma: ${name}`,
    pictureHint: 'Una foto della tua firma su carta bianca.',
    choose: 'Scegli un’immagine',
    preview: 'L’immagine della tua firma',
    missing: 'Firma prima di acconsentire.',
    unreadable: 'Questa immagine non si può usare. Scegli una foto JPG, PNG o WebP, massimo 15 MB.',
    emptyAgain: 'La firma non si vedeva. Firma di nuovo.',
  },

  form: {
    title: 'Alcune domande',
    lead: 'Le domande con * sono obbligatorie.',
    requiredMark: 'obbligatoria',
    choose: 'Scegli una risposta',
    yes: 'Sì',
    no: 'No',
    addFile: 'Scegli una foto o un PDF',
    replaceFile: 'Scegli un altro file',
    removeFile: 'Rimuovi',
    removeName: (name) => `Rimuovi ${name}`,
    submit: 'Continua',
    sending: 'Invio…',
    errors: (count) => (count === 1 ? 'Una risposta è da rivedere.' : `${count} risposte sono da rivedere.`),
    faults: {
      empty: 'Rispondi a questa domanda.',
      untickedBox: 'Spunta questa casella per continuare.',
      noChoice: 'Scegli almeno una risposta.',
      noFile: 'Aggiungi un file.',
      number: 'Inserisci un numero, per esempio 1250,50.',
      date: 'Inserisci una data che esiste.',
      long: 'Questa risposta è troppo lunga.',
      file: 'Questo file non si può usare. Scegli un PDF o una foto JPG, PNG o WebP, massimo 15 MB.',
      other: 'Questa risposta non si può accettare. Cambiala.',
    },
  },
}
