/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  names: {
    ID_VERIFICATION: 'Su documento y su cara',
    FACE_LIVENESS: 'Su cara',
    AGE_ESTIMATION: 'Su edad',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Uso de su cara',
    CONSENT: 'Su consentimiento',
    WHITE_LABEL: 'Bienvenida',
    DOCUMENT_UPLOAD: 'Sus documentos',
    CUSTOM_PROMPT: 'Fotos',
    CUSTOM_FORM: 'Preguntas',
  },
  otherName: 'Un paso más',

  foreign: {
    title: 'Este paso no se puede hacer aquí',
    lead: (organization) => `Pregunte a ${organization} cómo continuar. Lo que ha enviado se conserva.`,
  },

  lost: { says: 'Se perdió la conexión.', does: 'Compruébela e inténtelo de nuevo. No se pierde nada.' },
  refused: { says: 'No se ha podido aceptar.', does: 'Revise la página e inténtelo de nuevo.' },

  branding: {
    title: (organization) => `Le damos la bienvenida a ${organization}`,
    lead: 'Unos pocos pasos, uno tras otro. Puede parar y continuar más tarde en este navegador.',
    ahead: 'Próximos pasos',
    go: 'Continuar',
  },

  agreement: {
    titles: { face: '¿Se puede usar su cara?', other: 'Lea y acepte' },
    lead: (organization) => `${organization} necesita su respuesta para continuar.`,
    textLabel: 'El texto que debe aceptar',
    tick: 'He leído el texto y lo acepto.',
    tickMissing: 'Marque la casilla para aceptar o elija «No acepto».',
    name: 'Nombre y apellidos legales',
    nameMissing: 'Escriba su nombre.',
    agree: 'Aceptar',
    agreeing: 'Enviando…',
    refuse: 'No acepto',
    confirm: {
      title: '¿Terminar sin aceptar?',
      lead: (organization) =>
        `Si no acepta, esta verificación termina aquí y no se puede retomar. Se informa a ${organization}.`,
      stay: 'Leerlo de nuevo',
      end: 'Terminar sin aceptar',
    },
  },

  signature: {
    title: 'Su firma',
    ways: { draw: 'Dibujar', type: 'Escribir', picture: 'Imagen' },
    drawHint: 'Firme en el recuadro con un dedo, un lápiz óptico o el ratón.',
    pad: 'Recuadro para firmar. Para firmar sin dibujar, elija Escribir o Imagen.',
    clear: 'Borrar',
    typeLabel: 'Escriba su nombre como firma',
    typed: (name) => `Firma: ${name}`,
    pictureHint: 'Una foto de su firma sobre papel blanco.',
    choose: 'Elegir una imagen',
    preview: 'La imagen de su firma',
    missing: 'Firme antes de aceptar.',
    unreadable: 'Esta imagen no se puede usar. Elija una foto JPG, PNG o WebP de 15 MB como máximo.',
    emptyAgain: 'No se veía su firma. Firme otra vez.',
  },

  form: {
    title: 'Unas preguntas',
    lead: 'Las preguntas con * son obligatorias.',
    requiredMark: 'obligatoria',
    choose: 'Elija una opción',
    yes: 'Sí',
    no: 'No',
    addFile: 'Elegir una foto o un PDF',
    replaceFile: 'Elegir otro archivo',
    removeFile: 'Quitar',
    removeName: (name) => `Quitar ${name}`,
    submit: 'Continuar',
    sending: 'Enviando…',
    errors: (count) => (count === 1 ? 'Hay una respuesta por revisar.' : `Hay ${count} respuestas por revisar.`),
    faults: {
      empty: 'Responda a esta pregunta.',
      untickedBox: 'Marque esta casilla para continuar.',
      noChoice: 'Elija al menos una opción.',
      noFile: 'Añada un archivo.',
      number: 'Escriba un número, por ejemplo 1250,50.',
      date: 'Escriba una fecha que exista.',
      long: 'Esta respuesta es demasiado larga.',
      file: 'Este archivo no se puede usar. Elija un PDF o una foto JPG, PNG o WebP, de 15 MB como máximo.',
      other: 'Esta respuesta no se puede aceptar. Cámbiela.',
    },
  },
}
