/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'
import { countForm } from './count.ts'

export const steps: Words['steps'] = {
  names: {
    ID_VERIFICATION: 'وثيقتك ووجهك',
    FACE_LIVENESS: 'وجهك',
    AGE_ESTIMATION: 'عمرك',
    FACE_LIVENESS_CONSENT_SETTINGS: 'استخدام وجهك',
    CONSENT: 'موافقتك',
    WHITE_LABEL: 'مرحبًا',
    DOCUMENT_UPLOAD: 'مستنداتك',
    CUSTOM_PROMPT: 'صور',
    CUSTOM_FORM: 'أسئلة',
  },
  otherName: 'خطوة أخرى',

  foreign: {
    title: 'لا يمكن إتمام هذه الخطوة هنا',
    lead: (organization) => `يُرجى سؤال ${organization} عن كيفية المتابعة. ما أرسلته محفوظ.`,
  },

  lost: { says: 'انقطع الاتصال.', does: 'تحقق منه ثم حاول مرة أخرى. لم يضع شيء.' },
  refused: { says: 'تعذّر قبول ذلك.', does: 'راجع الصفحة وحاول مرة أخرى.' },

  branding: {
    title: (organization) => `مرحبًا بك لدى ${organization}`,
    lead: 'بضع خطوات، واحدة تلو الأخرى. يمكنك التوقف والمتابعة لاحقًا في هذا المتصفح.',
    ahead: 'ما يلي',
    go: 'متابعة',
  },

  agreement: {
    titles: { face: 'هل يمكن استخدام وجهك؟', other: 'يُرجى القراءة والموافقة' },
    lead: (organization) => `تحتاج ${organization} إلى جوابك للمتابعة.`,
    textLabel: 'النص المطلوب الموافقة عليه',
    tick: 'قرأت النص وأوافق عليه.',
    tickMissing: 'ضع علامة في المربع للموافقة، أو اختر «لا أوافق».',
    name: 'اسمك القانوني الكامل',
    nameMissing: 'أدخل اسمك.',
    agree: 'أوافق',
    agreeing: 'جارٍ الإرسال…',
    refuse: 'لا أوافق',
    confirm: {
      title: 'هل تريد الإنهاء دون موافقة؟',
      lead: (organization) => `إن لم توافق فسينتهي هذا التحقق هنا ولا يمكن استئنافه. سيتم إبلاغ ${organization}.`,
      stay: 'القراءة مرة أخرى',
      end: 'الإنهاء دون موافقة',
    },
  },

  signature: {
    title: 'توقيعك',
    ways: { draw: 'رسم', type: 'كتابة', picture: 'صورة' },
    drawHint: 'وقّع في المربع بإصبعك أو بقلم أو بالفأرة.',
    pad: 'مربع للتوقيع. للتوقيع دون رسم اختر كتابة أو صورة.',
    clear: 'مسح',
    typeLabel: 'اكتب اسمك توقيعًا لك',
    typed: (name) => `التوقيع: ${name}`,
    pictureHint: 'صورة لتوقيعك على ورق أبيض.',
    choose: 'اختيار صورة',
    preview: 'صورة توقيعك',
    missing: 'وقّع قبل أن توافق.',
    unreadable: 'لا يمكن استخدام هذه الصورة. اختر صورة JPG أو PNG أو WebP لا تتجاوز 15 MB.',
    emptyAgain: 'لم يكن توقيعك ظاهرًا. يُرجى التوقيع مرة أخرى.',
  },

  form: {
    title: 'بعض الأسئلة',
    lead: 'الأسئلة التي عليها * لا بد من الإجابة عنها.',
    requiredMark: 'إجباري',
    choose: 'اختر',
    yes: 'نعم',
    no: 'لا',
    addFile: 'اختيار صورة أو ملف PDF',
    replaceFile: 'اختيار ملف آخر',
    removeFile: 'إزالة',
    removeName: (name) => `إزالة ${name}`,
    submit: 'متابعة',
    sending: 'جارٍ الإرسال…',
    errors: (count) =>
      count === 1
        ? 'إجابة واحدة تحتاج إلى مراجعة.'
        : countForm(count, {
            two: 'إجابتان تحتاجان إلى مراجعة.',
            few: `${count} إجابات تحتاج إلى مراجعة.`,
            many: `${count} إجابة تحتاج إلى مراجعة.`,
          }),
    faults: {
      empty: 'أجب عن هذا السؤال.',
      untickedBox: 'ضع علامة في هذا المربع للمتابعة.',
      noChoice: 'اختر واحدة على الأقل.',
      noFile: 'أضف ملفًا.',
      number: 'أدخل رقمًا، مثل 1250.50.',
      date: 'أدخل تاريخًا صحيحًا.',
      long: 'هذه الإجابة طويلة جدًا.',
      file: 'لا يمكن استخدام هذا الملف. اختر ملف PDF أو صورة JPG أو PNG أو WebP لا تتجاوز 15 MB.',
      other: 'تعذّر قبول هذه الإجابة. غيّرها.',
    },
  },
}
