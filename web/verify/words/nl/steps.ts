/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  /** What a step is called in lists and in the bar of steps. */
  names: {
    ID_VERIFICATION: 'Uw identiteitsbewijs en uw gezicht',
    FACE_LIVENESS: 'Uw gezicht',
    AGE_ESTIMATION: 'Uw leeftijd',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Gebruik van uw gezicht',
    CONSENT: 'Uw toestemming',
    WHITE_LABEL: 'Welkom',
    DOCUMENT_UPLOAD: 'Uw documenten',
    CUSTOM_PROMPT: 'Foto’s',
    CUSTOM_FORM: 'Vragen',
  },
  otherName: 'Nog een stap',

  foreign: {
    title: 'Deze stap kan hier niet worden gedaan',
    lead: (organization: string) =>
      `Vraag ${organization} hoe u verder kunt gaan. Wat u hebt verzonden, blijft bewaard.`,
  },

  lost: {
    says: 'De verbinding is verbroken.',
    does: 'Controleer de verbinding en probeer het opnieuw. Er is niets verloren gegaan.',
  },
  refused: { says: 'Dat kon niet worden aangenomen.', does: 'Loop de pagina na en probeer het opnieuw.' },

  branding: {
    title: (organization: string) => `Welkom bij ${organization}`,
    lead: 'Een paar dingen om te doen, één voor één. U kunt stoppen en later in deze browser verdergaan.',
    ahead: 'Wat volgt',
    go: 'Doorgaan',
  },

  agreement: {
    titles: { face: 'Mag uw gezicht worden gebruikt?', other: 'Lees dit en ga akkoord' },
    lead: (organization: string) => `${organization} heeft uw antwoord nodig om verder te gaan.`,
    textLabel: 'De tekst waarmee u akkoord kunt gaan',
    tick: 'Ik heb de tekst gelezen en ga akkoord.',
    tickMissing: 'Vink het vakje aan om akkoord te gaan, of kies ‘Ik ga niet akkoord’.',
    name: 'Uw volledige officiële naam',
    nameMissing: 'Vul uw naam in.',
    agree: 'Akkoord gaan',
    agreeing: 'Wordt verzonden…',
    refuse: 'Ik ga niet akkoord',
    confirm: {
      title: 'Stoppen zonder akkoord te gaan?',
      lead: (organization: string) =>
        `Als u niet akkoord gaat, eindigt deze controle hier en kan die niet worden hervat. ${organization} krijgt bericht.`,
      stay: 'Opnieuw lezen',
      end: 'Stoppen zonder akkoord',
    },
  },

  signature: {
    title: 'Uw handtekening',
    ways: { draw: 'Tekenen', type: 'Typen', picture: 'Afbeelding' },
    drawHint: 'Zet uw handtekening in het vak met een vinger, een pen of de muis.',
    pad: 'Vak voor uw handtekening. Kies ‘Typen’ of ‘Afbeelding’ om te ondertekenen zonder te tekenen.',
    clear: 'Wissen',
    typeLabel: 'Typ uw naam als handtekening',
    typed: (name: string) => `Handtekening: ${name}`,
    pictureHint: 'Een foto van uw handtekening op wit papier.',
    choose: 'Afbeelding kiezen',
    preview: 'De afbeelding van uw handtekening',
    missing: 'Zet uw handtekening voordat u akkoord gaat.',
    unreadable: 'Deze afbeelding kan niet worden gebruikt. Kies een JPG-, PNG- of WebP-foto van maximaal 15 MB.',
    emptyAgain: 'Uw handtekening was niet te zien. Zet uw handtekening opnieuw.',
  },

  form: {
    title: 'Een paar vragen',
    lead: 'Vragen met een * moeten worden beantwoord.',
    requiredMark: 'moet worden beantwoord',
    choose: 'Maak een keuze',
    yes: 'Ja',
    no: 'Nee',
    addFile: 'Foto of pdf kiezen',
    replaceFile: 'Ander bestand kiezen',
    removeFile: 'Verwijderen',
    removeName: (name: string) => `${name} verwijderen`,
    submit: 'Doorgaan',
    sending: 'Wordt verzonden…',
    errors: (count: number) =>
      count === 1 ? 'Kijk één antwoord nog eens na.' : `Kijk ${count} antwoorden nog eens na.`,
    faults: {
      empty: 'Beantwoord deze vraag.',
      untickedBox: 'Vink dit vakje aan om verder te gaan.',
      noChoice: 'Kies er ten minste één.',
      noFile: 'Voeg een bestand toe.',
      number: 'Vul een getal in, bijvoorbeeld 1250,50.',
      date: 'Vul een datum in die bestaat.',
      long: 'Dit antwoord is te lang.',
      file: 'Dit bestand kan niet worden gebruikt. Kies een pdf, of een JPG-, PNG- of WebP-foto, van maximaal 15 MB.',
      other: 'Dit antwoord kan niet worden aangenomen. Wijzig het.',
    },
  },
}
