/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

/** Shown where the organization's name is not known; fits after “a” and “por”. */
const SENDER = 'la organización que le envió este enlace'

export const page: Words['page'] = {
  language: 'es',
  product: 'Verificación de identidad',
  testRibbon: 'Prueba',
  testRibbonDetail: 'Esta no es una verificación real.',
  anyId: 'documento de identidad con foto',
  idKinds: {
    passport: 'pasaporte',
    visa: 'visado',
    drivingLicence: 'permiso de conducir',
    identityCard: 'documento de identidad',
    residencePermit: 'permiso de residencia',
  },
  idFrom: (kinds, places) => `${kinds} de ${places}`,
  pickLanguage: 'Idioma',
  back: 'Atrás',
  close: 'Cerrar',
  help: 'Ayuda',
  progress: 'Progreso',
  step: (step, of) => `Paso ${step} de ${of}`,
  stepNames: { welcome: 'Aceptar' },

  opening: {
    title: 'Abriendo su verificación de identidad',
    wait: 'Un momento.',
    status: 'Abriendo su verificación de identidad. Un momento.',
  },

  door: {
    title: (organization) => `Verificación de identidad para ${organization}`,
    lead: 'Empiece en el teléfono u ordenador que quiera usar: después, el enlace solo funcionará en este navegador.',
    start: 'Empezar',
  },

  problems: {
    invalid: {
      title: 'Este enlace no funciona',
      lead: (who = SENDER) =>
        `Puede que esté incompleto o que este no sea el navegador en el que empezó. Abra de nuevo el enlace tal como lo recibió o pida uno nuevo a ${who}.`,
    },
    used: {
      title: 'Este enlace ya se abrió',
      lead: (who = SENDER) =>
        `Por su seguridad, solo funciona en un navegador. Continúe en el navegador en el que lo abrió primero o pida un enlace nuevo a ${who}.`,
    },
    ended: {
      title: 'Hay un enlace más reciente',
      lead: (who = SENDER) =>
        `Este se ha sustituido y ya no abre nada. Abra el más reciente, enviado por ${who}: continuará donde lo dejó.`,
    },
    expired: {
      title: 'Este enlace ya no es válido',
      lead: (who = SENDER) => `El plazo ha terminado. Pida un enlace nuevo a ${who}.`,
    },
    closed: {
      title: 'Esta verificación está cerrada',
      lead: (who = SENDER) =>
        `Aquí ya no se acepta nada más y no tiene que hacer nada. Si no lo esperaba, pregunte a ${who}.`,
    },
    voided: {
      title: 'Esta verificación se canceló',
      lead: (who = SENDER) => `No tiene que hacer nada. Si no lo esperaba, pregunte a ${who}.`,
    },
    unreachable: {
      title: 'No podemos conectar con el servidor',
      lead: () =>
        'Compruebe su conexión, espere un momento e inténtelo de nuevo. No se pierde nada de lo que ha enviado.',
    },
    retry: 'Intentar de nuevo',
  },

  welcome: {
    title: (organization) => `${organization} le pide que confirme su identidad`,
    lead: (firstName) =>
      firstName ? `Hola, ${firstName}. Solo le llevará unos dos minutos.` : 'Solo le llevará unos dos minutos.',
    needsTitle: 'Qué necesita',
    needDocument: 'Su documento: pasaporte, permiso de conducir o documento de identidad',
    needFace: 'Una foto de su cara',
    needFiles: 'Los documentos que se le pidan, en foto o PDF',
    needAnswers: 'Respuestas a unas preguntas',
    needOther: 'Su cámara, o fotos que ya tenga',
    dataTitle: 'Qué pasa con sus datos',
    data: (organization) =>
      `${organization} utiliza sus fotos y los datos de su documento para confirmar quién es usted. Las fotos se guardan cifradas.`,
    more: 'Cómo se usan sus datos',
    until: (moment) => `Tiene hasta el ${moment} para terminar.`,
    biometrics: (organization) =>
      `Acepto que se mida mi cara en estas fotos para que ${organization} pueda compararla con mi documento.`,
    biometricsMissing: 'Marque la casilla para continuar. Si no lo desea, elija «No acepto».',
    agree: 'Aceptar y continuar',
    decline: 'No acepto',
  },

  data: {
    title: 'Cómo se usan sus datos',
    sections: (organization) => [
      {
        title: 'Qué se guarda',
        text: 'Las fotos que envía, los datos impresos en su documento, las medidas de su cara y el resultado. También cuándo lo envió y la dirección de red, el dispositivo y el navegador que usó.',
      },
      {
        title: 'Quién lo ve',
        text: `${organization}. La verificación se hace en el servidor que le muestra esta página; sus fotos no se envían a ningún servicio de reconocimiento externo.`,
      },
      {
        title: 'Cuánto tiempo',
        text: `${organization} decide cuánto tiempo se guarda y puede borrarlo. Usted puede solicitar ver o borrar sus datos.`,
      },
      {
        title: 'Su decisión',
        text: 'No es obligatorio aceptar. Si cierra esta página, lo que no haya confirmado no se comprueba.',
      },
    ],
  },

  declined: {
    title: 'No ha aceptado',
    lead: (organization) =>
      `No se ha tomado ni guardado ninguna foto. Puede que ${organization} tenga otra forma de confirmar su identidad; no dude en ponerse en contacto.`,
    leave: (organization) => `Ir a ${organization}`,
    reconsider: 'Leerlo de nuevo',
  },

  photo: {
    take: 'Hacer una foto',
    choose: 'Elegir una foto',
    chooseFile: 'Elegir una foto o un PDF',
    fileTitle: '¿Es este el archivo correcto?',
    fileLead: 'Compruebe el nombre antes de enviarlo.',
    examples: 'Así no',
    readableTitle: '¿Se ve todo nítido y legible?',
    faceTitle: '¿Se ve bien su cara?',
    readableLead: 'Compruebe que no falte ninguna esquina y que ningún reflejo tape el texto.',
    faceLead: 'Compruebe que toda su cara esté en la foto y bien iluminada.',
    preview: (name) => `La foto elegida: ${name}`,
    looksGood: 'Está bien',
    again: 'Repetir',
    photoInstead: 'Mejor hacer una foto',
    another: 'Elegir de nuevo',
    sending: 'Enviando su foto',
    sendingFile: 'Enviando su archivo',
    sendingLead: 'Mantenga esta página abierta un momento.',
    sent: (name) => `${name}: envío completado.`,
    waiting: 'Se perdió la conexión. Su envío se guarda aquí y se reanudará automáticamente.',
    keptLead: 'Ya está enviado. Consérvelo o cámbielo por otro.',
    keep: 'Conservar',
    takeInstead: 'Hacer otra foto',
  },

  faults: { blurred: 'Borrosa', glare: 'Reflejo', cutOff: 'Cortada', dark: 'Muy oscura', covered: 'Tapada' },

  photoFaults: {
    image_invalid: { says: 'Esta foto no se puede leer.', does: 'Hágala otra vez o elija otra foto.' },
    body_too_large: { says: 'Esta foto ocupa más de 15 MB.', does: 'Mejor haga una foto aquí.' },
    upload_quota_exceeded: {
      says: 'No hay espacio para otra foto.',
      does: 'Continúe con lo que ha enviado o pregunte a quien le envió este enlace.',
    },
    media_unsupported: { says: 'Este archivo no se puede usar.', does: 'Elija una foto JPG, PNG o WebP.' },
    file_unsupported: { says: 'Este archivo no se puede usar.', does: 'Elija un PDF o una foto JPG, PNG o WebP.' },
    unreachable: { says: 'Se perdió la conexión.', does: 'Vaya adonde tenga conexión y elija de nuevo «Está bien».' },
    other: { says: 'No ha funcionado.', does: 'Haga la foto otra vez.' },
  },

  review: {
    title: 'Todo listo para el envío',
    lead: 'Revise lo que va a entregar. Todavía puede cambiarlo.',
    sent: 'Enviado',
    skipped: 'Omitido',
    missing: 'Sin enviar todavía',
    again: 'Hay que repetirlo',
    change: 'Cambiar',
    add: 'Añadir',
    retake: 'Repetir',
    retakePhoto: 'Hacer otra foto',
    replaceFile: 'Enviar otro archivo',
    changeName: (name) => `Cambiar: ${name}`,
    addName: (name) => `Añadir: ${name}`,
    retakeName: (name) => `Repetir: ${name}`,
    submit: 'Confirmar envío',
    triesLeft: (count) => (count === 1 ? 'Le queda un intento.' : `Le quedan ${count} intentos.`),
    refused: { says: 'No se ha podido aceptar.', does: 'Revise la lista e inténtelo de nuevo.' },
  },

  checking: {
    photos: 'Comprobando sus fotos',
    files: 'Comprobando sus archivos',
    other: 'Un momento',
    lead: 'Tarda unos segundos. Puede esperar aquí.',
    slow: 'Está tardando más de lo normal. Puede seguir esperando, o cerrar esta página y abrir el enlace más tarde en este navegador.',
  },

  done: {
    verified: {
      title: 'Su identidad está confirmada',
      lead: (organization) => `No tiene que hacer nada más. Se ha informado a ${organization}.`,
    },
    submitted: {
      title: 'Todo está enviado',
      lead: (organization) => `Una persona lo revisará. ${organization} le indicará los siguientes pasos.`,
    },
    rejected: {
      title: 'No hemos podido confirmar su identidad',
      lead: (organization) =>
        `Se ha informado a ${organization}, que quizá tenga otra forma de confirmar su identidad; no dude en ponerse en contacto.`,
    },
    refused: {
      title: 'No ha aceptado',
      lead: (organization) =>
        `Se ha informado a ${organization}, que quizá tenga otra forma de confirmar su identidad; no dude en ponerse en contacto.`,
    },
    redirect: (organization, seconds) =>
      seconds === 1 ? `Volverá a ${organization} en 1 segundo.` : `Volverá a ${organization} en ${seconds} segundos.`,
    stay: 'Quedarme en esta página',
    goBack: (organization) => `Volver a ${organization}`,
  },

  leave: {
    title: '¿Quiere salir?',
    text: 'Lo que ha enviado se conserva. Para continuar más tarde, abra de nuevo el enlace en este navegador. Vuelva atrás una vez más para salir.',
    stay: 'Quedarme aquí',
  },

  helpSheet: {
    title: 'Ayuda',
    items: (organization) => [
      {
        title: 'Quiere parar por ahora',
        text: 'Cierre esta página. Lo que envía se guarda al momento. Abra de nuevo el enlace en este navegador para continuar.',
      },
      {
        title: 'La cámara no se abre',
        text: 'Elija una foto que ya tenga o permita la cámara para este navegador en los ajustes de su teléfono.',
      },
      {
        title: 'No esperaba esto',
        text: `Si no sabe por qué está aquí, cierre esta página y pregunte a ${organization ?? SENDER}.`,
      },
    ],
    code: 'Código de sesión, si quien le ayuda se lo pide:',
  },
}
