/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  names: {
    ID_VERIFICATION: 'Documento e viso',
    FACE_LIVENESS: 'Il Suo viso',
    AGE_ESTIMATION: 'La Sua età',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Uso del Suo viso',
    CONSENT: 'Il Suo consenso',
    WHITE_LABEL: 'Benvenuto',
    DOCUMENT_UPLOAD: 'I Suoi documenti',
    CUSTOM_PROMPT: 'Foto',
    CUSTOM_FORM: 'Domande',
  },
  otherName: 'Ancora un passo',

  foreign: {
    title: 'Questo passo non si può fare qui',
    lead: (organization) => `Chieda a ${organization} come continuare. Ciò che ha inviato è conservato.`,
  },

  lost: { says: 'La connessione si è interrotta.', does: 'La controlli, poi riprovi. Nulla va perso.' },
  refused: { says: 'Non è stato possibile accettarlo.', does: 'Riveda la pagina e riprovi.' },

  branding: {
    title: (organization) => `Benvenuto in ${organization}`,
    lead: 'Pochi passi, uno alla volta. Può fermarsi e continuare più tardi in questo browser.',
    ahead: 'Che cosa segue',
    go: 'Continua',
  },

  agreement: {
    titles: { face: 'Si può usare il Suo viso?', other: 'Legga e dia il consenso' },
    lead: (organization) => `${organization} ha bisogno della Sua risposta per continuare.`,
    textLabel: 'Il testo a cui acconsentire',
    tick: 'Ho letto il testo e acconsento.',
    tickMissing: 'Spunti la casella per acconsentire, oppure scelga «Non acconsento».',
    name: 'Il Suo nome legale completo',
    nameMissing: 'Inserisca il nome.',
    agree: 'Acconsento',
    agreeing: 'Invio…',
    refuse: 'Non acconsento',
    confirm: {
      title: 'Terminare senza acconsentire?',
      lead: (organization) =>
        `Se non acconsente, questa verifica termina qui e non può essere ripresa. ${organization} ne è informata.`,
      stay: 'Rileggi',
      end: 'Termina senza acconsentire',
    },
  },

  signature: {
    title: 'La Sua firma',
    ways: { draw: 'Disegna', type: 'Scrivi', picture: 'Immagine' },
    drawHint: 'Firmi nel riquadro con un dito, una penna o il mouse.',
    pad: 'Riquadro per firmare. Per firmare senza disegnare, scelga Scrivi o Immagine.',
    clear: 'Cancella',
    typeLabel: 'Scriva il Suo nome come firma',
    typed: (name) => `Firma: ${name}`,
    pictureHint: 'Una foto della Sua firma su carta bianca.',
    choose: 'Scegli un’immagine',
    preview: 'L’immagine della Sua firma',
    missing: 'Firmi prima di acconsentire.',
    unreadable: 'Questa immagine non si può usare. Scelga una foto JPG, PNG o WebP di al massimo 15 MB.',
    emptyAgain: 'La firma non si vedeva. Firmi di nuovo.',
  },

  form: {
    title: 'Alcune domande',
    lead: 'Le domande con * sono obbligatorie.',
    requiredMark: 'obbligatoria',
    choose: 'Scelga',
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
      empty: 'Risponda a questa domanda.',
      untickedBox: 'Spunti questa casella per continuare.',
      noChoice: 'Scelga almeno una voce.',
      noFile: 'Aggiunga un file.',
      number: 'Inserisca un numero, per esempio 1250.50.',
      date: 'Inserisca una data che esiste.',
      long: 'Questa risposta è troppo lunga.',
      file: 'Questo file non si può usare. Scelga un PDF o una foto JPG, PNG o WebP, di al massimo 15 MB.',
      other: 'Questa risposta non si può accettare. La cambi.',
    },
  },
}
