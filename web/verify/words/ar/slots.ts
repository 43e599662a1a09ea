/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'ضعها على سطح داكن بلون واحد.',
  'لتكن الزوايا الأربع كلها في الصورة.',
  'تجنب انعكاس الضوء والظلال.',
]

const FACE_TIPS = ['واجه نافذة أو مصباحًا.', 'انزع النظارة أو الكمامة أو القبعة.', 'أنت وحدك في الصورة.']

const SKIP = 'تخطي هذه الصورة'

export const slots: Words['slots'] = {
  known: {
    id_front: {
      name: 'وجه وثيقة هويتك',
      title: 'وجه وثيقة هويتك',
      lead: 'استخدم جواز السفر أو رخصة القيادة أو بطاقة الهوية. في جواز السفر افتح الصفحة التي فيها صورتك.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    id_back: {
      name: 'ظهر وثيقة هويتك',
      title: 'ظهر وثيقة هويتك',
      lead: 'اقلب البطاقة والتقط صورة للجهة الأخرى.',
      tips: DOCUMENT_TIPS,
      skip: 'جواز سفري ليس له ظهر',
    },
    secondary_id_front: {
      name: 'وجه وثيقتك الثانية',
      title: 'وجه وثيقتك الثانية',
      lead: 'استخدم وثيقة غير الأولى.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    secondary_id_back: {
      name: 'ظهر وثيقتك الثانية',
      title: 'ظهر وثيقتك الثانية',
      lead: 'اقلب البطاقة والتقط صورة للجهة الأخرى.',
      tips: DOCUMENT_TIPS,
      skip: 'ليس لها ظهر',
    },
    selfie_front: {
      name: 'وجهك',
      title: 'صورة وجهك',
      lead: 'انظر مباشرة إلى الكاميرا، ووجهك كله في الصورة.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_left: {
      name: 'وجهك ملتفتًا إلى اليسار',
      title: 'وجهك ملتفتًا إلى اليسار',
      lead: 'أدر رأسك إلى يسارك حتى تختفي إحدى أذنيك.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_right: {
      name: 'وجهك ملتفتًا إلى اليمين',
      title: 'وجهك ملتفتًا إلى اليمين',
      lead: 'أدر رأسك إلى يمينك حتى تختفي إحدى أذنيك.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
  },
  other: {
    name: 'صورة',
    title: 'صورة أخرى',
    lead: 'التقط الصورة التي طُلبت منك.',
    tips: ['اثبت ودع الكاميرا تضبط التركيز.', 'أشعل ضوءًا أو اقترب من نافذة.'],
    skip: SKIP,
  },
  acceptedLead: (accepted) => `المقبول هنا: ${accepted}. في جواز السفر افتح الصفحة التي فيها صورتك.`,
  document: {
    name: (place) => `المستند ${place}`,
    lead: 'صورة أو ملف PDF.',
    tips: ['كل الصفحات المهمة، مقروءة حتى الحافة.', 'من دون كلمة مرور، و15 MB على الأكثر.'],
    skip: 'تخطي هذا المستند',
  },
  prompt: {
    name: (place) => `الصورة ${place}`,
    lead: 'التقط صورة واحدة يظهر فيها ذلك.',
  },
}
