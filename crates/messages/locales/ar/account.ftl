## The pages

account-personal = المعلومات الشخصية
account-security = الأمان
account-data = بياناتك
account-loading = جارٍ تحميل حسابك…

account-remove = إزالة
account-remove-entry = إزالة { $entry }
account-make-main = اجعله الأساسي
account-is-confirmed = مؤكَّد
account-is-unconfirmed = لم يُؤكَّد بعد
account-not-set = غير محدد
account-continue = متابعة
account-cancel = إلغاء

## Picture, name, time zone

account-picture = الصورة
account-picture-yours = صورتك
account-picture-initials = الأحرف الأولى من اسمك
account-picture-add = أضف صورة
account-picture-change = غيّر الصورة
account-picture-remove = أزل الصورة
account-picture-new = صورة جديدة
account-picture-note = PNG أو JPEG أو WebP أو GIF، حتى 2 ميغابايت. نحتفظ بالمربع الذي في الوسط.
account-picture-save = احفظ الصورة

account-name = الاسم
account-name-add = أضف اسمك
account-name-change = غيّر الاسم
account-first-name = الاسم الأول
account-last-name = اسم العائلة
account-name-save = احفظ الاسم
account-username = اسم المستخدم

account-time-zone = المنطقة الزمنية
account-time-zone-of-school = { $zone } (منطقة مدرستك)
account-time-zone-change = غيّر المنطقة الزمنية
account-time-zone-note = يبدأ يومك عند منتصف الليل هناك.
account-time-zone-school = المنطقة الزمنية للمدرسة ({ $zone })
account-time-zone-save = احفظ المنطقة الزمنية
account-time-zone-device = استخدم المنطقة الزمنية لهذا الجهاز: { $zone }

## E-mail addresses

account-email = عناوين البريد الإلكتروني
account-email-none = لا يوجد
account-email-of-school = من Timeback. يمكن لمدرستك تغييره هناك.
account-email-ask-teacher = إذا أردت استخدام بريد آخر فاسأل معلمك.
account-email-change = غيّر البريد الأساسي
account-email-change-now = يحل محل بريدك الحالي فورًا.
account-email-change-by-codes = سنرسل رمزًا إلى البريد الجديد ورمزًا إلى بريدك الحالي. لن يتغير شيء حتى تُدخل الرمزين.
account-email-new = البريد الإلكتروني الجديد
account-email-save = غيّر البريد
account-email-change-to = تريد التغيير إلى { $address }.
account-email-new-confirmed = البريد الجديد: مؤكَّد
account-email-new-unconfirmed = البريد الجديد: غير مؤكَّد
account-email-current-confirmed = البريد الحالي: مؤكَّد
account-email-current-unconfirmed = البريد الحالي: غير مؤكَّد
account-email-code = الرمز من إحدى الرسالتين
account-email-enter-code = أرسل الرمز
account-email-send-again = أعد إرسال الرمزين
account-email-keep = أبقِ بريدي الحالي

account-address-main = البريد الأساسي
account-address-main-unconfirmed = البريد الأساسي، لم يُؤكَّد بعد
account-address-from-timeback = { $state }، من Timeback
account-address-mail = أرسل رمزًا
account-address-mail-to = أرسل رمزًا إلى { $address }
account-address-make-main = اجعل { $address } بريدك الأساسي
account-address-code = الرمز الذي أرسلناه
account-address-confirm = أكّد البريد
account-address-add = أضف بريدًا
account-address-usable-now = يمكنك تسجيل الدخول به فورًا.
account-address-usable-later = سنرسل إليه رمزًا. بعد أن تُدخله يمكنك تسجيل الدخول بهذا البريد أيضًا.
account-address-another = بريد إلكتروني آخر
account-address-save = أضف البريد

## Phone numbers

account-phone = أرقام الهاتف
account-phone-main = الرقم الأساسي
account-phone-text = أرسل لي رمزًا
account-phone-button = { $action }: { $number }
account-phone-code = الرمز من الرسالة النصية
account-phone-confirm = أكّد الرقم
account-phone-add = أضف رقمًا
account-phone-note = سنرسل إليك رمزًا في رسالة نصية لتأكيده.
account-phone-note-country-code = ابدأ بعلامة + ورمز البلد. سنرسل إليك رمزًا في رسالة نصية لتأكيده.
account-phone-new = رقم هاتف جديد
account-phone-save = أضف الرقم

## Connected accounts

account-connected = الحسابات المرتبطة
account-connect = اربط { $provider }
account-last-used = { $address }، آخر استخدام: { $time }
account-connection-failed = لم يتم الربط.
account-connection-unfinished = لم يكتمل الربط.
account-reconnect = أعد الربط
account-reconnect-provider = أعد ربط { $provider }
account-disconnect = ألغِ الربط
account-disconnect-provider = ألغِ ربط { $provider }

account-provider-denied = لم تسمح بالوصول إلى حسابك في { $provider }.
account-provider-unreadable = لم يستجب { $provider } كما هو متوقع. حاول مرة أخرى.
account-provider-of-another = حساب { $provider } هذا مرتبط بحساب آخر هنا.
account-provider-linked = حساب { $provider } هذا مرتبط بحسابك من قبل.
account-provider-mismatch = هذا حساب { $provider } مختلف. سجّل الدخول في { $provider } بالحساب المرتبط.
account-provider-unverified = لم يتحقق { $provider } من أي بريد إلكتروني لك. أنشئ حسابًا ببريدك ثم اربط { $provider }.
account-provider-sign-up-off = لا يمكن إنشاء حسابات جديدة هنا. اسأل مدرستك.
account-provider-banned = هذا الحساب محظور. اسأل مدرستك.

## Password

account-password = كلمة المرور
account-password-set-on = أُنشئت في { $time }
account-password-set = أنشئ كلمة مرور
account-password-change = غيّر كلمة المرور
account-password-current = كلمة المرور الحالية
account-password-new = كلمة المرور الجديدة
account-password-note = 8 أحرف على الأقل. سيتم تسجيل خروجك من أجهزتك الأخرى.
account-password-save = احفظ كلمة المرور

## Two-step verification

account-factor = التحقق بخطوتين
account-factor-on = مفعّل. تُدخل رمزًا في كل مرة تسجّل فيها الدخول.
account-factor-off = غير مفعّل. إذا فعّلته احتاج تسجيل الدخول أيضًا إلى رمز من هاتفك.
account-factor-finish = أكمل إعداد تطبيقك
account-factor-since = تطبيق مصادقة، أُعدّ في { $time }
account-factor-texts-on = نرسل إليه رمزًا في رسالة نصية عند تسجيل دخولك.
account-factor-texts-off = الرسائل النصية غير مفعّلة.
account-factor-turn-on = فعّل
account-factor-turn-off = أوقف
account-factor-turn-on-texts = فعّل الرسائل النصية إلى { $number }
account-factor-turn-off-texts = أوقف الرسائل النصية إلى { $number }
account-factor-add = أضف تطبيق مصادقة
account-factor-name = اسم التطبيق أو الجهاز
account-factor-name-example = هاتفي
account-factor-note = يعرض التطبيق رمزًا جديدًا كل 30 ثانية.
account-factor-set-up = إعداد تطبيق مصادقة

account-backup-codes = الرموز الاحتياطية
account-backup-codes-left = { $count ->
    [zero] لم يبقَ أي رمز. تحتاج إليها عندما لا يكون هاتفك معك.
    [one] بقي رمز واحد، لوقت لا يكون فيه هاتفك معك.
    [two] بقي رمزان، لوقت لا يكون فيه هاتفك معك.
    [few] بقيت { $count } رموز، لوقت لا يكون فيه هاتفك معك.
   *[other] بقي { $count } رمزًا، لوقت لا يكون فيه هاتفك معك.
}
account-backup-codes-renew = احصل على رموز احتياطية جديدة
account-backup-codes-yours = رموزك الاحتياطية
account-backup-codes-note = يعمل كل رمز مرة واحدة، عندما لا يكون تطبيق المصادقة معك. اطبعها أو اكتبها الآن: لن تراها مرة أخرى. رموزك القديمة لم تعد تعمل.
account-backup-codes-saved = حفظتها

account-enrol-first = لرؤية هذه الصفحة، أكّد هويتك أولًا.
account-enrol-back = العودة إلى حسابك
account-enrol-scan = افتح تطبيق المصادقة وامسح رمز QR هذا:
account-enrol-qr-code = رمز QR فيه المفتاح لتطبيقك
account-enrol-key = أو اكتب هذا المفتاح في التطبيق:
account-enrol-enter = أدخل الرمز من التطبيق:
account-enrol-code = الرمز من تطبيقك
account-enrol-finish = إنهاء
account-enrol-cancel = ألغِ الإعداد

## Where the user is signed in

account-sessions = الأجهزة التي سجّلت الدخول منها
account-sessions-end-others = سجّل الخروج من كل الأجهزة الأخرى
account-sessions-others = الأجهزة الأخرى
account-sessions-others-note = ما زلت مسجّل الدخول على أجهزة أخرى. إذا كان أحدها قد لا يكون لك فسجّل الخروج منه الآن.
account-session-this = هذا الجهاز
account-session-end = تسجيل الخروج: { $device }
account-session-address = من { "\u2066" }{ $address }{ "\u2069" }
account-session-address-and-place = من { "\u2066" }{ $address }{ "\u2069" } ({ "\u2068" }{ $place }{ "\u2069" })
account-session-place = { $city }، { $country }
account-session-no-address = عنوان غير معروف
account-session-last-seen = { $address }، آخر نشاط: { $time }

account-device = { $browser } على { $system }
account-device-app = تطبيق على { $system }
account-device-unknown = جهاز غير معروف
account-device-iphone = iPhone
account-device-ipad = iPad
account-device-chromebook = Chromebook
account-device-mac = Mac

## The user's data

account-export = التنزيل
account-export-what = ملف واحد فيه كل ما نحفظه عنك، من دون كلمات المرور.
account-export-button = نزّل بياناتك
account-stored = ما نحفظه
account-stored-profile = اسمك وصورتك وعناوين بريدك الإلكتروني وأرقام هاتفك وحساباتك المرتبطة وكيف تسجّل الدخول.
account-stored-sessions = أين سجّلت الدخول: الجهاز، وعنوانه على الشبكة، والمدينة التقريبية، والوقت. يُحذف بعد 30 يومًا من انتهاء الجلسة.
account-stored-changes = عمليات تسجيل الدخول والتغييرات في حسابك. تُحذف بعد سنة.
account-stored-courses = تبقى مقرراتك ونقاطك في Timeback. نحن نعرضها فقط.

account-delete = حذف الحساب
account-delete-what = يُحذف حسابك نهائيًا. لا يمكن التراجع عن ذلك.
account-delete-deleted = يُحذف فورًا: كل ما نحفظه عنك. ويتم تسجيل خروجك في كل مكان.
account-delete-kept = يُحفظ مدة تصل إلى سنة: سجل بنشاط الحساب وعناوين الشبكة، تحت رقم بدلًا من اسمك.
account-delete-courses = تبقى مقرراتك ونقاطك في Timeback. إذا سجّلت الدخول عبر Timeback مرة أخرى فستبدأ بحساب جديد.
account-delete-word = حذف
account-delete-type = اكتب كلمة «{ $word }»
account-delete-button = احذف حسابي
account-deleted = حُذف الحساب
account-deleted-title = حُذف حسابك
account-deleted-note = تم تسجيل خروجك في كل مكان. وداعًا، ومع أطيب التمنيات!

## Confirming that it is the user

account-confirm = أكّد هويتك
account-confirm-note = أنت على وشك تغيير شيء مهم. أكّد هويتك ثم تعود مباشرة.
account-confirm-app-code = رمز من تطبيقك، أو رمز احتياطي
account-confirm-app-or-text-code = رمز من تطبيقك أو من رسالة نصية، أو رمز احتياطي
account-confirm-password = كلمة مرورك
account-confirm-use-mail = استخدم رمزًا بالبريد
account-confirm-mail = أرسل لي رمزًا بالبريد
account-confirm-mail-code = الرمز من رسالة البريد
account-confirm-by-sign-in = سجّل الخروج ثم ادخل من جديد: لن نسألك مرة أخرى لمدة خمس دقائق.
account-confirm-also-by-sign-in = يمكنك أيضًا تسجيل الخروج ثم الدخول من جديد: لن نسألك مرة أخرى لمدة خمس دقائق.
account-confirm-no-mail = لم تصلك الرسالة؟ يمكنك أيضًا تسجيل الخروج ثم الدخول من جديد: لن نسألك مرة أخرى لمدة خمس دقائق.
