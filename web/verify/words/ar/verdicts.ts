/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'لم نتمكن من مطابقة وجهك مع وثيقتك',
      does: 'التقط صورة وجهك مرة أخرى في ضوء جيد ودون مؤثرات، وتأكد من أن الوثيقة لك.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'لم نتمكن من مطابقة هذه الصورة مع صورتك الأولى',
      does: 'التقط صورة وجهك مرة أخرى في ضوء جيد ودون مؤثرات.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'هذه الوثيقة غير مقبولة هنا',
      does: 'استخدم وثيقة أخرى لك.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'نحتاج إلى صورة لك، لا لوثيقتك',
      does: 'وجّه الكاميرا إلى وجهك والتقط صورة جديدة.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'لم نتمكن من قراءة وثيقتك',
      does: 'التقط الصورة مرة أخرى في ضوء أفضل، دون غلاف، والزوايا الأربع كلها ظاهرة.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'لا نرى الصورة التي في وثيقتك',
      does: 'التقط صورة للجهة التي فيها صورتك، دون انعكاس ضوء عليها.',
    },
    NO_FACE_DETECTED: {
      says: 'لا نرى وجهك',
      does: 'انظر إلى الكاميرا، ووجهك كله في الصورة.',
    },
    SEVERAL_FACES: {
      says: 'يوجد أكثر من وجه',
      does: 'التقط الصورة مرة أخرى وأنت وحدك فيها.',
    },
    PICTURE_BLURRED: {
      says: 'الصورة غير واضحة',
      does: 'امسح العدسة واثبت ودع الكاميرا تضبط التركيز.',
    },
    PICTURE_TOO_DARK: {
      says: 'الصورة مظلمة جدًا',
      does: 'أشعل ضوءًا أو اقترب من نافذة.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'الصورة ساطعة جدًا',
      does: 'ابتعد عن المصباح أو عن الشمس.',
    },
    PICTURE_GLARE: {
      says: 'الضوء يحجب جزءًا من وثيقتك',
      does: 'أملها قليلًا أو ابتعد عن المصباح.',
    },
    PICTURE_TOO_SMALL: {
      says: 'حجمها صغير جدًا في الصورة',
      does: 'اقترب حتى تملأ الصورة.',
    },
    FACE_TURNED_AWAY: {
      says: 'وجهك ملتفت',
      does: 'انظر مباشرة إلى الكاميرا.',
    },
    FACE_CUT_OFF: {
      says: 'جزء من وجهك خارج الصورة',
      does: 'أبعد الكاميرا قليلًا، ووجهك كله في الصورة.',
    },
    FILE_ENCRYPTED: {
      says: 'أحد الملفات محمي بكلمة مرور',
      does: 'أرسله دون كلمة مرور، أو التقط صورًا له.',
    },
    FILE_DAMAGED: {
      says: 'تعذّر فتح أحد الملفات',
      does: 'احفظه مرة أخرى بصيغة PDF، أو التقط صورة له.',
    },
    FILE_TOO_LONG: {
      says: 'أحد الملفات كثير الصفحات',
      does: 'أرسل الصفحات المطلوبة فقط.',
    },
    SIGNATURE_EMPTY: {
      says: 'توقيعك غير موجود',
      does: 'وقّع مرة أخرى بوضوح.',
    },
  },
  unknown: { says: 'لم نتمكن من استخدام ما أرسلته', does: 'أرسله مرة أخرى.' },
  accepted: (does, documents) => `${does} المقبول: ${documents}.`,
}
