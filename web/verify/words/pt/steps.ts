/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  names: {
    ID_VERIFICATION: 'O seu documento e o seu rosto',
    FACE_LIVENESS: 'O seu rosto',
    AGE_ESTIMATION: 'A sua idade',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Uso do seu rosto',
    CONSENT: 'O seu consentimento',
    WHITE_LABEL: 'Boas-vindas',
    DOCUMENT_UPLOAD: 'Os seus documentos',
    CUSTOM_PROMPT: 'Fotos',
    CUSTOM_FORM: 'Perguntas',
  },
  otherName: 'Mais um passo',

  foreign: {
    title: 'Não é possível fazer este passo aqui',
    lead: (organization) => `Pergunte a ${organization} como continuar. O que enviou fica guardado.`,
  },

  lost: { says: 'A ligação caiu.', does: 'Verifique-a e tente de novo. Nada se perde.' },
  refused: { says: 'Não foi possível aceitar.', does: 'Reveja a página e tente de novo.' },

  branding: {
    title: (organization) => `Boas-vindas a ${organization}`,
    lead: 'Alguns passos, um de cada vez. Pode parar e continuar mais tarde neste navegador.',
    ahead: 'O que se segue',
    go: 'Continuar',
  },

  agreement: {
    titles: { face: 'O seu rosto pode ser usado?', other: 'Leia e aceite' },
    lead: (organization) => `${organization} precisa da sua resposta para continuar.`,
    textLabel: 'O texto a aceitar',
    tick: 'Li o texto e aceito.',
    tickMissing: 'Marque a caixa para aceitar, ou escolha «Não aceito».',
    name: 'O seu nome legal completo',
    nameMissing: 'Escreva o seu nome.',
    agree: 'Aceitar',
    agreeing: 'A enviar…',
    refuse: 'Não aceito',
    confirm: {
      title: 'Terminar sem aceitar?',
      lead: (organization) =>
        `Se não aceitar, esta verificação termina aqui e não pode ser retomada. ${organization} é informada.`,
      stay: 'Ler de novo',
      end: 'Terminar sem aceitar',
    },
  },

  signature: {
    title: 'A sua assinatura',
    ways: { draw: 'Desenhar', type: 'Escrever', picture: 'Imagem' },
    drawHint: 'Assine no quadro com um dedo, uma caneta ou o rato.',
    pad: 'Quadro para assinar. Para assinar sem desenhar, escolha Escrever ou Imagem.',
    clear: 'Limpar',
    typeLabel: 'Escreva o seu nome como assinatura',
    typed: (name) => `Assinatura: ${name}`,
    pictureHint: 'Uma foto da sua assinatura em papel branco.',
    choose: 'Escolher uma imagem',
    preview: 'A imagem da sua assinatura',
    missing: 'Assine antes de aceitar.',
    unreadable: 'Não é possível usar esta imagem. Escolha uma foto JPG, PNG ou WebP de no máximo 15 MB.',
    emptyAgain: 'A sua assinatura não se via. Assine de novo.',
  },

  form: {
    title: 'Algumas perguntas',
    lead: 'As perguntas com * são obrigatórias.',
    requiredMark: 'obrigatória',
    choose: 'Escolha uma opção',
    yes: 'Sim',
    no: 'Não',
    addFile: 'Escolher uma foto ou um PDF',
    replaceFile: 'Escolher outro ficheiro',
    removeFile: 'Remover',
    removeName: (name) => `Remover ${name}`,
    submit: 'Continuar',
    sending: 'A enviar…',
    errors: (count) => (count === 1 ? 'Há uma resposta para rever.' : `Há ${count} respostas para rever.`),
    faults: {
      empty: 'Responda a esta pergunta.',
      untickedBox: 'Marque esta caixa para continuar.',
      noChoice: 'Escolha pelo menos uma opção.',
      noFile: 'Adicione um ficheiro.',
      number: 'Escreva um número, por exemplo 1250.50.',
      date: 'Escreva uma data que exista.',
      long: 'Esta resposta é demasiado longa.',
      file: 'Não é possível usar este ficheiro. Escolha um PDF ou uma foto JPG, PNG ou WebP, de no máximo 15 MB.',
      other: 'Não é possível aceitar esta resposta. Altere-a.',
    },
  },
}
