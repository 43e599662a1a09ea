/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'
import { countForm } from './count.ts'

const SENDER = 'الجهة التي أرسلته'

export const page: Words['page'] = {
  language: 'ar',
  product: 'التحقق من الهوية',
  testRibbon: 'تجربة',
  testRibbonDetail: 'هذا ليس تحققًا حقيقيًا.',
  anyId: 'وثيقة هوية تحمل صورة',
  idKinds: {
    passport: 'جواز سفر',
    visa: 'تأشيرة',
    drivingLicence: 'رخصة قيادة',
    identityCard: 'بطاقة هوية',
    residencePermit: 'تصريح إقامة',
  },
  idFrom: (kinds, places) => `${kinds} من ${places}`,
  pickLanguage: 'اللغة',
  back: 'رجوع',
  close: 'إغلاق',
  help: 'مساعدة',
  progress: 'التقدم',
  step: (step, of) => `الخطوة ${step} من ${of}`,
  stepNames: { welcome: 'الموافقة' },

  opening: {
    title: 'جارٍ فتح التحقق من هويتك',
    wait: 'لحظة من فضلك.',
    status: 'جارٍ فتح التحقق من هويتك. لحظة من فضلك.',
  },

  door: {
    title: (organization) => `التحقق من الهوية لصالح ${organization}`,
    lead: 'ابدأ على الهاتف أو الحاسوب الذي تريد استخدامه، فبعد ذلك يعمل الرابط في هذا المتصفح فقط.',
    start: 'ابدأ',
  },

  problems: {
    invalid: {
      title: 'هذا الرابط لا يعمل',
      lead: (who = SENDER) =>
        `قد يكون ناقصًا، أو أن هذا ليس المتصفح الذي بدأت فيه. افتح الرابط مرة أخرى كما وصلك، أو اطلب رابطًا جديدًا من ${who}.`,
    },
    used: {
      title: 'سبق فتح هذا الرابط',
      lead: (who = SENDER) =>
        `حفاظًا على سلامتك يعمل في متصفح واحد فقط. تابع في المتصفح الذي فتحته فيه أولًا، أو اطلب رابطًا جديدًا من ${who}.`,
    },
    ended: {
      title: 'يوجد رابط أحدث',
      lead: (who = SENDER) =>
        `تم استبدال هذا الرابط ولم يعد يفتح شيئًا. افتح آخر رابط وصلك من ${who} لتتابع من حيث توقفت.`,
    },
    expired: {
      title: 'انتهت صلاحية هذا الرابط',
      lead: (who = SENDER) => `انتهى الوقت المتاح. اطلب رابطًا جديدًا من ${who}.`,
    },
    closed: {
      title: 'هذا التحقق مغلق',
      lead: (who = SENDER) => `لم يعد يُستقبل أي شيء هنا، وليس عليك فعل شيء. إن لم تكن تتوقع ذلك فاسأل ${who}.`,
    },
    voided: {
      title: 'أُلغي هذا التحقق',
      lead: (who = SENDER) => `ليس عليك فعل شيء. إن لم تكن تتوقع ذلك فاسأل ${who}.`,
    },
    unreachable: {
      title: 'لا يمكننا الوصول إلى الخادم',
      lead: () => 'تحقق من اتصالك وانتظر لحظة ثم حاول مرة أخرى. لم يضع شيء مما أرسلته.',
    },
    retry: 'المحاولة مرة أخرى',
  },

  welcome: {
    title: (organization) => `تطلب منك ${organization} تأكيد هويتك`,
    lead: (firstName) => (firstName ? `مرحبًا ${firstName}. يستغرق هذا نحو دقيقتين.` : 'يستغرق هذا نحو دقيقتين.'),
    needsTitle: 'ما تحتاج إليه',
    needDocument: 'وثيقة هويتك: جواز السفر أو رخصة القيادة أو بطاقة الهوية',
    needFace: 'صورة لوجهك',
    needFiles: 'المستندات المطلوبة، صورًا أو ملفات PDF',
    needAnswers: 'إجابات عن بعض الأسئلة',
    needOther: 'الكاميرا، أو صور لديك من قبل',
    dataTitle: 'ما الذي يحدث لبياناتك',
    data: (organization) => `تستخدم ${organization} صورك والبيانات المدوّنة في وثيقتك لتأكيد هويتك. تُحفظ الصور مشفّرة.`,
    more: 'كيف تُستخدم بياناتك',
    until: (moment) => `يمكنك إنهاء ذلك حتى ${moment}.`,
    biometrics: (organization) => `أوافق على قياس وجهي في هذه الصور لكي تتمكن ${organization} من مقارنته بوثيقتي.`,
    biometricsMissing: 'ضع علامة في المربع للمتابعة. إن كنت لا تريد ذلك فاختر «لا أوافق».',
    agree: 'الموافقة والمتابعة',
    decline: 'لا أوافق',
  },

  data: {
    title: 'كيف تُستخدم بياناتك',
    sections: (organization) => [
      {
        title: 'ما الذي يُحفظ',
        text: 'الصور التي ترسلها، والبيانات المطبوعة في وثيقتك، وقياسات وجهك، والنتيجة. وكذلك وقت الإرسال وعنوان الشبكة والجهاز والمتصفح المستخدم.',
      },
      {
        title: 'من يطّلع عليها',
        text: `${organization}. يجري التحقق على الخادم الذي يعرض لك هذه الصفحة، ولا تُرسل صورك إلى أي خدمة تعرّف خارجية.`,
      },
      {
        title: 'إلى متى',
        text: `تقرر ${organization} مدة الحفظ ويمكنها حذف البيانات. يمكنك أن تطلب منها الاطلاع على بياناتك أو حذفها.`,
      },
      {
        title: 'الخيار لك',
        text: 'لست ملزمًا بالموافقة. إذا أغلقت هذه الصفحة فلن يُفحص ما لم تقدّمه.',
      },
    ],
  },

  declined: {
    title: 'لم تتم الموافقة',
    lead: (organization) =>
      `لم تُلتقط أي صورة ولم تُحفظ. قد تكون لدى ${organization} طريقة أخرى لتأكيد هويتك؛ يُرجى التواصل معها.`,
    leave: (organization) => `الانتقال إلى ${organization}`,
    reconsider: 'القراءة مرة أخرى',
  },

  photo: {
    take: 'التقاط صورة',
    choose: 'اختيار صورة',
    chooseFile: 'اختيار صورة أو ملف PDF',
    fileTitle: 'هل هذا هو الملف الصحيح؟',
    fileLead: 'تحقق من اسمه قبل إرساله.',
    examples: 'ليس هكذا',
    readableTitle: 'هل كل شيء واضح ومقروء؟',
    faceTitle: 'هل وجهك ظاهر بوضوح؟',
    readableLead: 'تأكد من ظهور كل الزوايا ومن أن الضوء لا يحجب النص.',
    faceLead: 'تأكد من أن وجهك كله في الصورة وأن إضاءته جيدة.',
    preview: (name) => `الصورة التي اخترتها: ${name}`,
    looksGood: 'تبدو جيدة',
    again: 'إعادة الالتقاط',
    photoInstead: 'التقاط صورة بدلًا من ذلك',
    another: 'اختيار غيرها',
    sending: 'جارٍ إرسال صورتك',
    sendingFile: 'جارٍ إرسال ملفك',
    sendingLead: 'أبقِ هذه الصفحة مفتوحة لحظة.',
    sent: (name) => `${name}: تم الإرسال.`,
    waiting: 'انقطع الاتصال. الصورة محفوظة هنا وسيُعاد إرسالها تلقائيًا.',
    keptLead: 'سبق أن أرسلت هذه. احتفظ بها أو أرسل غيرها.',
    keep: 'الاحتفاظ بها',
    takeInstead: 'التقاط صورة جديدة',
  },

  faults: { blurred: 'غير واضحة', glare: 'انعكاس ضوء', cutOff: 'مقصوصة', dark: 'مظلمة', covered: 'مغطى' },

  photoFaults: {
    image_invalid: { says: 'تعذّرت قراءة هذه الصورة.', does: 'التقطها مرة أخرى أو اختر صورة غيرها.' },
    body_too_large: { says: 'حجم هذه الصورة أكبر من 15 MB.', does: 'التقط صورة هنا بدلًا منها.' },
    upload_quota_exceeded: {
      says: 'لا يوجد مكان لصورة أخرى.',
      does: 'تابع بما أرسلته، أو اسأل من أرسل إليك هذا الرابط.',
    },
    media_unsupported: { says: 'لا يمكن استخدام هذا الملف.', does: 'اختر صورة JPG أو PNG أو WebP.' },
    file_unsupported: { says: 'لا يمكن استخدام هذا الملف.', does: 'اختر ملف PDF أو صورة JPG أو PNG أو WebP.' },
    unreachable: { says: 'انقطع الاتصال.', does: 'انتقل إلى مكان فيه اتصال ثم اختر «تبدو جيدة» مرة أخرى.' },
    other: { says: 'لم ينجح ذلك.', does: 'التقط الصورة مرة أخرى.' },
  },

  review: {
    title: 'جاهز للإرسال',
    lead: 'راجع ما تقدّمه. ما زال بإمكانك تغييره.',
    sent: 'أُرسل',
    skipped: 'تُرك',
    missing: 'لم يُرسل بعد',
    again: 'مطلوب مرة أخرى',
    change: 'تغيير',
    add: 'إضافة',
    retake: 'إعادة الالتقاط',
    retakePhoto: 'التقاط صورة جديدة',
    replaceFile: 'إرسال ملف آخر',
    changeName: (name) => `تغيير: ${name}`,
    addName: (name) => `إضافة: ${name}`,
    retakeName: (name) => `إعادة الالتقاط: ${name}`,
    submit: 'تقديم',
    triesLeft: (count) =>
      count === 1
        ? 'بقيت لك محاولة واحدة.'
        : countForm(count, {
            two: 'بقيت لك محاولتان.',
            few: `بقيت لك ${count} محاولات.`,
            many: `بقيت لك ${count} محاولة.`,
          }),
    refused: { says: 'تعذّر قبول ذلك.', does: 'راجع القائمة وحاول مرة أخرى.' },
  },

  checking: {
    photos: 'جارٍ فحص صورك',
    files: 'جارٍ فحص ملفاتك',
    other: 'لحظة من فضلك',
    lead: 'يستغرق هذا بضع ثوانٍ. يمكنك الانتظار هنا.',
    slow: 'يستغرق هذا وقتًا أطول من المعتاد. يمكنك الاستمرار في الانتظار، أو إغلاق هذه الصفحة وفتح الرابط لاحقًا في هذا المتصفح.',
  },

  done: {
    verified: {
      title: 'تم تأكيد هويتك',
      lead: (organization) => `ليس عليك فعل شيء آخر. تم إبلاغ ${organization}.`,
    },
    submitted: {
      title: 'تم تقديم كل شيء',
      lead: (organization) => `سيطّلع عليه شخص مختص. ستخبرك ${organization} بما يلي.`,
    },
    rejected: {
      title: 'لم نتمكن من تأكيد هويتك',
      lead: (organization) => `تم إبلاغ ${organization}، وقد تكون لديها طريقة أخرى لتأكيد هويتك؛ يُرجى التواصل معها.`,
    },
    refused: {
      title: 'لم تتم الموافقة',
      lead: (organization) => `تم إبلاغ ${organization}، وقد تكون لديها طريقة أخرى لتأكيد هويتك؛ يُرجى التواصل معها.`,
    },
    redirect: (organization, seconds) =>
      seconds === 1
        ? `ستعود إلى ${organization} خلال 1 ثانية.`
        : countForm(seconds, {
            two: `ستعود إلى ${organization} خلال ثانيتين.`,
            few: `ستعود إلى ${organization} خلال ${seconds} ثوانٍ.`,
            many: `ستعود إلى ${organization} خلال ${seconds} ثانية.`,
          }),
    stay: 'البقاء في هذه الصفحة',
    goBack: (organization) => `العودة إلى ${organization}`,
  },

  leave: {
    title: 'هل تريد المغادرة؟',
    text: 'ما أرسلته محفوظ. للمتابعة لاحقًا افتح الرابط مرة أخرى في هذا المتصفح. ارجع مرة أخرى للمغادرة.',
    stay: 'البقاء هنا',
  },

  helpSheet: {
    title: 'مساعدة',
    items: (organization) => [
      {
        title: 'تريد التوقف الآن',
        text: 'أغلق هذه الصفحة. كل ما ترسله يُحفظ فورًا. افتح الرابط مرة أخرى في هذا المتصفح للمتابعة.',
      },
      {
        title: 'الكاميرا لا تُفتح',
        text: 'اختر صورة لديك من قبل، أو اسمح لهذا المتصفح باستخدام الكاميرا في إعدادات هاتفك.',
      },
      {
        title: 'لم تكن تتوقع هذا',
        text: `إن كنت لا تعرف سبب وجودك هنا فأغلق هذه الصفحة واسأل ${organization ?? SENDER}.`,
      },
    ],
    code: 'رمز الجلسة، إن طلبه من يساعدك:',
  },
}
