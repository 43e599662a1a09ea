/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Coloque-o sobre uma superfície lisa e escura.',
  'Os quatro cantos têm de caber na foto.',
  'Evite reflexos e sombras.',
]

const FACE_TIPS = [
  'Vire-se para uma janela ou um candeeiro.',
  'Tire óculos, máscara ou chapéu.',
  'Só a sua pessoa na foto.',
]

const SKIP = 'Saltar esta foto'

export const slots: Words['slots'] = {
  known: {
    id_front: {
      name: 'Frente do seu documento',
      title: 'Frente do seu documento',
      lead: 'Use o seu passaporte, carta de condução ou documento de identidade. No passaporte, abra a página com a sua foto.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    id_back: {
      name: 'Verso do seu documento',
      title: 'Verso do seu documento',
      lead: 'Vire o cartão e fotografe o outro lado.',
      tips: DOCUMENT_TIPS,
      skip: 'O meu passaporte não tem verso',
    },
    secondary_id_front: {
      name: 'Frente do seu segundo documento',
      title: 'Frente do seu segundo documento',
      lead: 'Use um documento diferente do primeiro.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    secondary_id_back: {
      name: 'Verso do seu segundo documento',
      title: 'Verso do seu segundo documento',
      lead: 'Vire o cartão e fotografe o outro lado.',
      tips: DOCUMENT_TIPS,
      skip: 'Não tem verso',
    },
    selfie_front: {
      name: 'O seu rosto',
      title: 'Foto do seu rosto',
      lead: 'Olhe de frente para a câmara, com todo o rosto na foto.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_left: {
      name: 'O seu rosto, virado à esquerda',
      title: 'O seu rosto, virado à esquerda',
      lead: 'Vire a cabeça para a sua esquerda até uma orelha deixar de se ver.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_right: {
      name: 'O seu rosto, virado à direita',
      title: 'O seu rosto, virado à direita',
      lead: 'Vire a cabeça para a sua direita até uma orelha deixar de se ver.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
  },
  other: {
    name: 'Foto',
    title: 'Mais uma foto',
    lead: 'Tire a foto que lhe foi pedida.',
    tips: ['Fique imóvel e deixe a câmara focar.', 'Acenda uma luz ou vá para perto de uma janela.'],
    skip: SKIP,
  },
  acceptedLead: (accepted) => `Aqui aceita-se: ${accepted}. No passaporte, abra a página com a sua foto.`,
  document: {
    name: (place) => `Documento ${place}`,
    lead: 'Uma foto ou um PDF.',
    tips: ['Todas as páginas importantes, legíveis até à margem.', 'Sem palavra-passe, no máximo 15 MB.'],
    skip: 'Saltar este documento',
  },
  prompt: {
    name: (place) => `Foto ${place}`,
    lead: 'Tire uma foto que o mostre.',
  },
}
