/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

const SENDER = 'quem o enviou'

export const page: Words['page'] = {
  language: 'pt',
  product: 'Verificação de identidade',
  testRibbon: 'Teste',
  testRibbonDetail: 'Esta não é uma verificação real.',
  anyId: 'documento com foto',
  idKinds: {
    passport: 'passaporte',
    visa: 'visto',
    drivingLicence: 'carta de condução',
    identityCard: 'documento de identidade',
    residencePermit: 'autorização de residência',
  },
  idFrom: (kinds, places) => `${kinds} (${places})`,
  pickLanguage: 'Idioma',
  back: 'Voltar',
  close: 'Fechar',
  help: 'Ajuda',
  progress: 'Progresso',
  step: (step, of) => `Passo ${step} de ${of}`,
  stepNames: { welcome: 'Aceitar' },

  opening: {
    title: 'A abrir a sua verificação de identidade',
    wait: 'Um momento.',
    status: 'A abrir a sua verificação de identidade. Um momento.',
  },

  door: {
    title: (organization) => `Verificação de identidade para ${organization}`,
    lead: 'Comece no telefone ou computador que quer usar: depois, o link só funciona neste navegador.',
    start: 'Começar',
  },

  problems: {
    invalid: {
      title: 'Este link não funciona',
      lead: (who = SENDER) =>
        `Pode estar incompleto, ou este não é o navegador em que começou. Abra de novo o link tal como o recebeu, ou peça um novo a ${who}.`,
    },
    used: {
      title: 'Este link já foi aberto',
      lead: (who = SENDER) =>
        `Para sua segurança, só funciona num navegador. Continue no navegador em que o abriu primeiro, ou peça um novo link a ${who}.`,
    },
    ended: {
      title: 'Há um link mais recente',
      lead: (who = SENDER) =>
        `Este foi substituído e já não abre nada. Abra o último link enviado por ${who}: continua onde parou.`,
    },
    expired: {
      title: 'Este link já não é válido',
      lead: (who = SENDER) => `O prazo terminou. Peça um novo link a ${who}.`,
    },
    closed: {
      title: 'Esta verificação está encerrada',
      lead: (who = SENDER) =>
        `Aqui já não se recebe nada, e não precisa de fazer nada. Se não esperava isto, pergunte a ${who}.`,
    },
    voided: {
      title: 'Esta verificação foi cancelada',
      lead: (who = SENDER) => `Não precisa de fazer nada. Se não esperava isto, pergunte a ${who}.`,
    },
    unreachable: {
      title: 'Não conseguimos contactar o servidor',
      lead: () => 'Verifique a sua ligação, espere um momento e tente de novo. Nada do que enviou se perde.',
    },
    retry: 'Tentar de novo',
  },

  welcome: {
    title: (organization) => `${organization} pede que confirme a sua identidade`,
    lead: (firstName) =>
      firstName ? `Olá, ${firstName}. Demora cerca de dois minutos.` : 'Demora cerca de dois minutos.',
    needsTitle: 'Do que precisa',
    needDocument: 'O seu documento: passaporte, carta de condução ou documento de identidade',
    needFace: 'Uma foto do seu rosto',
    needFiles: 'Os documentos pedidos, em foto ou PDF',
    needAnswers: 'Respostas a algumas perguntas',
    needOther: 'A sua câmara, ou fotos que já tenha',
    dataTitle: 'O que acontece com os seus dados',
    data: (organization) =>
      `${organization} usa as suas fotos e os dados do seu documento para confirmar quem é. As fotos são guardadas cifradas.`,
    more: 'Como são usados os seus dados',
    until: (moment) => `Pode terminar até ${moment}.`,
    biometrics: (organization) =>
      `Aceito que o meu rosto seja medido nestas fotos, para que ${organization} o possa comparar com o meu documento.`,
    biometricsMissing: 'Marque a caixa para continuar. Se não quiser, escolha «Não aceito».',
    agree: 'Aceitar e continuar',
    decline: 'Não aceito',
  },

  data: {
    title: 'Como são usados os seus dados',
    sections: (organization) => [
      {
        title: 'O que é guardado',
        text: 'As fotos que envia, os dados impressos no seu documento, as medidas do seu rosto e o resultado. Também quando enviou, e o endereço de rede, o dispositivo e o navegador que usou.',
      },
      {
        title: 'Quem vê',
        text: `${organization}. A verificação é feita no servidor que lhe mostra esta página; as suas fotos não são enviadas a nenhum serviço de reconhecimento externo.`,
      },
      {
        title: 'Durante quanto tempo',
        text: `${organization} decide durante quanto tempo guarda os dados e pode apagá-los. Pode pedir para os ver ou apagar.`,
      },
      {
        title: 'A sua escolha',
        text: 'Não tem de aceitar. Se fechar esta página, o que não tiver submetido não é verificado.',
      },
    ],
  },

  declined: {
    title: 'Não aceitou',
    lead: (organization) =>
      `Nenhuma foto foi tirada nem guardada. Talvez ${organization} tenha outra forma de confirmar a sua identidade; entre em contacto.`,
    leave: (organization) => `Ir para ${organization}`,
    reconsider: 'Ler de novo',
  },

  photo: {
    take: 'Tirar uma foto',
    choose: 'Escolher uma foto',
    chooseFile: 'Escolher uma foto ou um PDF',
    fileTitle: 'É este o ficheiro certo?',
    fileLead: 'Confira o nome antes de o enviar.',
    examples: 'Assim não',
    readableTitle: 'Está tudo nítido e legível?',
    faceTitle: 'O seu rosto vê-se bem?',
    readableLead: 'Confira que não falta nenhum canto e que nenhum reflexo esconde o texto.',
    faceLead: 'Confira que todo o seu rosto está na foto e bem iluminado.',
    preview: (name) => `A foto escolhida: ${name}`,
    looksGood: 'Está bem',
    again: 'Repetir',
    photoInstead: 'Tirar antes uma foto',
    another: 'Escolher outra',
    sending: 'A enviar a sua foto',
    sendingFile: 'A enviar o seu ficheiro',
    sendingLead: 'Mantenha esta página aberta um momento.',
    sent: (name) => `${name}: enviado.`,
    waiting: 'A ligação caiu. A foto fica aqui e é enviada de novo por si só.',
    keptLead: 'Já a enviou. Fique com ela ou envie outra.',
    keep: 'Ficar com ela',
    takeInstead: 'Tirar uma nova foto',
  },

  faults: { blurred: 'Desfocada', glare: 'Reflexo', cutOff: 'Cortada', dark: 'Muito escura', covered: 'Tapado' },

  photoFaults: {
    image_invalid: { says: 'Não é possível ler esta foto.', does: 'Tire-a de novo ou escolha outra foto.' },
    body_too_large: { says: 'Esta foto tem mais de 15 MB.', does: 'Tire antes uma foto aqui.' },
    upload_quota_exceeded: {
      says: 'Não há espaço para outra foto.',
      does: 'Continue com o que enviou, ou pergunte a quem lhe enviou este link.',
    },
    media_unsupported: { says: 'Não é possível usar este ficheiro.', does: 'Escolha uma foto JPG, PNG ou WebP.' },
    file_unsupported: {
      says: 'Não é possível usar este ficheiro.',
      does: 'Escolha um PDF ou uma foto JPG, PNG ou WebP.',
    },
    unreachable: { says: 'A ligação caiu.', does: 'Vá para onde tenha rede e escolha de novo «Está bem».' },
    other: { says: 'Não funcionou.', does: 'Tire a foto de novo.' },
  },

  review: {
    title: 'Pronto para submeter',
    lead: 'Reveja o que entrega. Ainda pode alterar.',
    sent: 'Enviado',
    skipped: 'Deixado de fora',
    missing: 'Ainda por enviar',
    again: 'É preciso repetir',
    change: 'Alterar',
    add: 'Adicionar',
    retake: 'Repetir',
    retakePhoto: 'Tirar uma nova foto',
    replaceFile: 'Enviar outro ficheiro',
    changeName: (name) => `Alterar: ${name}`,
    addName: (name) => `Adicionar: ${name}`,
    retakeName: (name) => `Repetir: ${name}`,
    submit: 'Submeter',
    triesLeft: (count) => (count === 1 ? 'Resta uma tentativa.' : `Restam ${count} tentativas.`),
    refused: { says: 'Não foi possível aceitar.', does: 'Reveja a lista e tente de novo.' },
  },

  checking: {
    photos: 'A verificar as suas fotos',
    files: 'A verificar os seus ficheiros',
    other: 'Um momento',
    lead: 'Demora alguns segundos. Pode esperar aqui.',
    slow: 'Está a demorar mais do que o habitual. Pode continuar à espera, ou fechar esta página e abrir o link mais tarde neste navegador.',
  },

  done: {
    verified: {
      title: 'A sua identidade está confirmada',
      lead: (organization) => `Não precisa de fazer mais nada. ${organization} já foi informada.`,
    },
    submitted: {
      title: 'Está tudo submetido',
      lead: (organization) => `Uma pessoa vai analisar. ${organization} dirá como continua.`,
    },
    rejected: {
      title: 'Não conseguimos confirmar a sua identidade',
      lead: (organization) =>
        `${organization} já foi informada e talvez tenha outra forma de confirmar a sua identidade; entre em contacto.`,
    },
    refused: {
      title: 'Não aceitou',
      lead: (organization) =>
        `${organization} já foi informada e talvez tenha outra forma de confirmar a sua identidade; entre em contacto.`,
    },
    redirect: (organization, seconds) =>
      seconds === 1 ? `Volta para ${organization} em 1 segundo.` : `Volta para ${organization} em ${seconds} segundos.`,
    stay: 'Ficar nesta página',
    goBack: (organization) => `Voltar para ${organization}`,
  },

  leave: {
    title: 'Quer sair?',
    text: 'O que enviou fica guardado. Para continuar mais tarde, abra de novo o link neste navegador. Volte atrás mais uma vez para sair.',
    stay: 'Ficar aqui',
  },

  helpSheet: {
    title: 'Ajuda',
    items: (organization) => [
      {
        title: 'Quer parar por agora',
        text: 'Feche esta página. O que envia é guardado de imediato. Abra de novo o link neste navegador para continuar.',
      },
      {
        title: 'A câmara não abre',
        text: 'Escolha uma foto que já tenha, ou permita a câmara para este navegador nas definições do seu telefone.',
      },
      {
        title: 'Não esperava isto',
        text: `Se não sabe porque está aqui, feche esta página e pergunte a ${organization ?? SENDER}.`,
      },
    ],
    code: 'Código da sessão, se alguém que o ajuda o pedir:',
  },
}
