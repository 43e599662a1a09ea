/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

/** Shown where the organization's name is not known; the same in the nominative and the accusative. */
const SENDER = 'die absendende Organisation'

export const page: Words['page'] = {
  language: 'de',
  product: 'Identitätsprüfung',
  testRibbon: 'Test',
  testRibbonDetail: 'Dies ist keine echte Prüfung.',
  anyId: 'Ausweis mit Ihrem Foto',
  idKinds: {
    passport: 'Reisepass',
    visa: 'Visum',
    drivingLicence: 'Führerschein',
    identityCard: 'Personalausweis',
    residencePermit: 'Aufenthaltstitel',
  },
  idFrom: (kinds: string, places: string) => `${kinds} (Ausstellungsland: ${places})`,
  pickLanguage: 'Sprache',
  back: 'Zurück',
  close: 'Schließen',
  help: 'Hilfe',
  progress: 'Fortschritt',
  step: (step: number, of: number) => `Schritt ${step} von ${of}`,
  stepNames: { welcome: 'Zustimmen' },

  opening: {
    title: 'Ihre Identitätsprüfung wird geöffnet',
    wait: 'Einen Moment.',
    status: 'Ihre Identitätsprüfung wird geöffnet. Einen Moment.',
  },

  door: {
    title: (organization: string) => `Identitätsprüfung für ${organization}`,
    lead: 'Beginnen Sie auf dem Telefon oder Computer, den Sie verwenden möchten: Danach gilt der Link nur noch in diesem Browser.',
    start: 'Beginnen',
  },

  problems: {
    invalid: {
      title: 'Dieser Link funktioniert nicht',
      lead: (who = SENDER) =>
        `Vielleicht ist er unvollständig, oder Sie haben in einem anderen Browser begonnen. Öffnen Sie den Link noch einmal so, wie Sie ihn erhalten haben, oder bitten Sie ${who} um einen neuen.`,
    },
    used: {
      title: 'Dieser Link wurde bereits geöffnet',
      lead: (who = SENDER) =>
        `Zu Ihrer Sicherheit funktioniert er nur in einem Browser. Machen Sie in dem Browser weiter, in dem Sie ihn zuerst geöffnet haben, oder bitten Sie ${who} um einen neuen Link.`,
    },
    ended: {
      title: 'Es gibt einen neueren Link',
      lead: (who = SENDER) =>
        `Dieser Link wurde ersetzt und funktioniert nicht mehr. Öffnen Sie den neuesten Link, den Ihnen ${who} gesendet hat: Dort geht es da weiter, wo Sie aufgehört haben.`,
    },
    expired: {
      title: 'Dieser Link ist nicht mehr gültig',
      lead: (who = SENDER) => `Die Frist ist abgelaufen. Bitten Sie ${who} um einen neuen Link.`,
    },
    closed: {
      title: 'Diese Prüfung ist beendet',
      lead: (who = SENDER) =>
        `Hier wird nichts mehr angenommen, und Sie müssen nichts weiter tun. Wenn Sie das nicht erwartet haben, kontaktieren Sie ${who}.`,
    },
    voided: {
      title: 'Diese Prüfung wurde abgebrochen',
      lead: (who = SENDER) =>
        `Sie müssen nichts weiter tun. Wenn Sie das nicht erwartet haben, kontaktieren Sie ${who}.`,
    },
    unreachable: {
      title: 'Der Server ist nicht erreichbar',
      lead: () =>
        'Prüfen Sie Ihre Verbindung, warten Sie einen Moment und versuchen Sie es erneut. Was Sie gesendet haben, geht nicht verloren.',
    },
    retry: 'Erneut versuchen',
  },

  welcome: {
    title: (organization: string) => `${organization} bittet Sie, Ihre Identität zu bestätigen`,
    lead: (firstName?: string) =>
      firstName ? `Guten Tag, ${firstName}. Das dauert etwa zwei Minuten.` : 'Das dauert etwa zwei Minuten.',
    needsTitle: 'Das brauchen Sie',
    needDocument: 'Ihren Ausweis: Reisepass, Führerschein oder Personalausweis',
    needFace: 'Ein Foto Ihres Gesichts',
    needFiles: 'Die angeforderten Dokumente als Fotos oder PDFs',
    needAnswers: 'Antworten auf einige Fragen',
    needOther: 'Ihre Kamera oder bereits vorhandene Fotos',
    dataTitle: 'Was mit Ihren Daten geschieht',
    data: (organization: string) =>
      `${organization} verwendet Ihre Fotos und die Angaben auf Ihrem Ausweis, um Ihre Identität zu bestätigen. Fotos werden verschlüsselt gespeichert.`,
    more: 'So werden Ihre Daten verwendet',
    until: (moment: string) => `Sie haben dafür Zeit bis ${moment} Uhr.`,
    biometrics: (organization: string) =>
      `Ich stimme zu, dass mein Gesicht auf diesen Fotos vermessen wird, damit ${organization} es mit meinem Ausweis vergleichen kann.`,
    biometricsMissing:
      'Setzen Sie das Häkchen, um fortzufahren. Wenn Sie das nicht möchten, wählen Sie „Ich stimme nicht zu“.',
    agree: 'Zustimmen und fortfahren',
    decline: 'Ich stimme nicht zu',
  },

  data: {
    title: 'So werden Ihre Daten verwendet',
    sections: (organization: string) => [
      {
        title: 'Was gespeichert wird',
        text: 'Die Fotos, die Sie senden, die Angaben auf Ihrem Ausweis, die Messwerte Ihres Gesichts und das Ergebnis. Außerdem, wann Sie alles abgesendet haben, sowie Netzwerkadresse, Gerät und Browser, die Sie dabei verwendet haben.',
      },
      {
        title: 'Wer es sieht',
        text: `${organization}. Die Prüfung läuft auf dem Server, der Ihnen diese Seite zeigt; Ihre Fotos werden an keinen externen Erkennungsdienst gesendet.`,
      },
      {
        title: 'Wie lange',
        text: `${organization} entscheidet, wie lange die Daten aufbewahrt werden, und kann sie löschen. Wenn Sie Ihre Daten einsehen oder löschen lassen möchten, wenden Sie sich dorthin.`,
      },
      {
        title: 'Ihre Wahl',
        text: 'Sie müssen nicht zustimmen. Wenn Sie diese Seite schließen, wird nicht geprüft, was Sie noch nicht abgesendet haben.',
      },
    ],
  },

  declined: {
    title: 'Sie haben nicht zugestimmt',
    lead: (organization: string) =>
      `Es wurde kein Foto aufgenommen oder gespeichert. Vielleicht bietet ${organization} einen anderen Weg, Ihre Identität zu bestätigen; bitte fragen Sie dort nach.`,
    leave: (organization: string) => `Zu ${organization} gehen`,
    reconsider: 'Noch einmal lesen',
  },

  photo: {
    take: 'Foto aufnehmen',
    choose: 'Foto auswählen',
    chooseFile: 'Foto oder PDF auswählen',
    fileTitle: 'Ist das die richtige Datei?',
    fileLead: 'Prüfen Sie den Namen, bevor Sie sie senden.',
    examples: 'So nicht',
    readableTitle: 'Ist alles scharf und lesbar?',
    faceTitle: 'Ist Ihr Gesicht gut zu sehen?',
    readableLead: 'Achten Sie darauf, dass keine Ecke fehlt und kein Licht den Text verdeckt.',
    faceLead: 'Achten Sie darauf, dass Ihr ganzes Gesicht im Bild und gut beleuchtet ist.',
    preview: (name: string) => `Ihr ausgewähltes Foto: ${name}`,
    looksGood: 'Sieht gut aus',
    again: 'Neu aufnehmen',
    photoInstead: 'Stattdessen Foto aufnehmen',
    another: 'Etwas anderes auswählen',
    sending: 'Ihr Foto wird gesendet',
    sendingFile: 'Ihre Datei wird gesendet',
    sendingLead: 'Lassen Sie diese Seite noch einen Moment geöffnet.',
    sent: (name: string) => `${name}: gesendet.`,
    waiting: 'Die Verbindung ist unterbrochen. Alles bleibt hier erhalten und wird von selbst noch einmal gesendet.',
    keptLead: 'Das haben Sie bereits gesendet. Sie können es behalten oder etwas anderes senden.',
    keep: 'Behalten',
    takeInstead: 'Neues Foto aufnehmen',
  },

  faults: {
    blurred: 'Unscharf',
    glare: 'Spiegelung',
    cutOff: 'Teil fehlt',
    dark: 'Zu dunkel',
    covered: 'Verdeckt',
  },

  photoFaults: {
    image_invalid: {
      says: 'Dieses Foto lässt sich nicht lesen.',
      does: 'Nehmen Sie es neu auf oder wählen Sie ein anderes Foto.',
    },
    body_too_large: {
      says: 'Dieses Foto ist größer als 15 MB.',
      does: 'Nehmen Sie stattdessen hier ein Foto auf.',
    },
    upload_quota_exceeded: {
      says: 'Für ein weiteres Foto ist kein Platz.',
      does: 'Fahren Sie mit dem fort, was Sie gesendet haben, oder fragen Sie die Stelle, die Ihnen den Link gesendet hat.',
    },
    media_unsupported: {
      says: 'Diese Datei kann nicht verwendet werden.',
      does: 'Wählen Sie ein Foto als JPG, PNG oder WebP.',
    },
    file_unsupported: {
      says: 'Diese Datei kann nicht verwendet werden.',
      does: 'Wählen Sie ein PDF oder ein Foto als JPG, PNG oder WebP.',
    },
    unreachable: {
      says: 'Die Verbindung ist unterbrochen.',
      does: 'Gehen Sie an einen Ort mit Empfang und wählen Sie dann noch einmal „Sieht gut aus“.',
    },
    other: { says: 'Das hat nicht funktioniert.', does: 'Nehmen Sie das Foto neu auf.' },
  },

  review: {
    title: 'Bereit zum Absenden',
    lead: 'Sehen Sie Ihre Angaben durch. Sie können sie noch ändern.',
    sent: 'Gesendet',
    skipped: 'Ausgelassen',
    missing: 'Noch nicht gesendet',
    again: 'Wird noch einmal benötigt',
    change: 'Ändern',
    add: 'Hinzufügen',
    retake: 'Neu aufnehmen',
    retakePhoto: 'Neues Foto aufnehmen',
    replaceFile: 'Andere Datei senden',
    changeName: (name: string) => `Ändern: ${name}`,
    addName: (name: string) => `Hinzufügen: ${name}`,
    retakeName: (name: string) => `Neu aufnehmen: ${name}`,
    submit: 'Absenden',
    triesLeft: (count: number) => (count === 1 ? 'Sie haben noch einen Versuch.' : `Sie haben noch ${count} Versuche.`),
    refused: {
      says: 'Das konnte nicht angenommen werden.',
      does: 'Sehen Sie die Liste durch und versuchen Sie es erneut.',
    },
  },

  checking: {
    photos: 'Ihre Fotos werden geprüft',
    files: 'Ihre Dateien werden geprüft',
    other: 'Einen Moment',
    lead: 'Das dauert einige Sekunden. Sie können hier warten.',
    slow: 'Das dauert länger als üblich. Sie können weiter warten oder diese Seite schließen und den Link später in diesem Browser noch einmal öffnen.',
  },

  done: {
    verified: {
      title: 'Ihre Identität ist bestätigt',
      lead: (organization: string) => `Sie müssen nichts weiter tun. ${organization} wurde informiert.`,
    },
    submitted: {
      title: 'Alles ist abgesendet',
      lead: (organization: string) =>
        `Eine Person sieht sich alles an. ${organization} teilt Ihnen mit, wie es weitergeht.`,
    },
    rejected: {
      title: 'Wir konnten Ihre Identität nicht bestätigen',
      lead: (organization: string) =>
        `${organization} wurde informiert und bietet vielleicht einen anderen Weg, Ihre Identität zu bestätigen; bitte fragen Sie dort nach.`,
    },
    refused: {
      title: 'Sie haben nicht zugestimmt',
      lead: (organization: string) =>
        `${organization} wurde informiert und bietet vielleicht einen anderen Weg, Ihre Identität zu bestätigen; bitte fragen Sie dort nach.`,
    },
    redirect: (organization: string, seconds: number) =>
      seconds === 1
        ? `In 1 Sekunde kehren Sie zu ${organization} zurück.`
        : `In ${seconds} Sekunden kehren Sie zu ${organization} zurück.`,
    stay: 'Auf dieser Seite bleiben',
    goBack: (organization: string) => `Zurück zu ${organization}`,
  },

  leave: {
    title: 'Möchten Sie die Seite verlassen?',
    text: 'Was Sie gesendet haben, bleibt erhalten. Um später weiterzumachen, öffnen Sie den Link noch einmal in diesem Browser. Gehen Sie noch einmal zurück, um die Seite zu verlassen.',
    stay: 'Hier bleiben',
  },

  helpSheet: {
    title: 'Hilfe',
    items: (organization?: string) => [
      {
        title: 'Sie möchten vorerst aufhören',
        text: 'Schließen Sie diese Seite. Was Sie senden, wird sofort gespeichert. Um weiterzumachen, öffnen Sie den Link noch einmal in diesem Browser.',
      },
      {
        title: 'Die Kamera öffnet sich nicht',
        text: 'Wählen Sie ein vorhandenes Foto aus oder erlauben Sie diesem Browser in den Einstellungen Ihres Telefons, die Kamera zu verwenden.',
      },
      {
        title: 'Sie haben das nicht erwartet',
        text: `Wenn Sie nicht wissen, warum Sie hier sind, schließen Sie diese Seite und kontaktieren Sie ${organization ?? SENDER}.`,
      },
    ],
    code: 'Sitzungscode, falls jemand, der Ihnen hilft, danach fragt:',
  },
}
