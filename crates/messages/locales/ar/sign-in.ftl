## Fields and buttons of several pages

sign-in-email = البريد الإلكتروني
sign-in-password = كلمة المرور
sign-in-new-password = كلمة المرور الجديدة
sign-in-new-password-note = 8 أحرف على الأقل. بضع كلمات يسهل تذكّرها ويصعب تخمينها.
sign-in-code-from-mail = الرمز من الرسالة
sign-in-submit = تسجيل الدخول
sign-in-continue = متابعة
sign-in-mail-again = إرسال رسالة أخرى

## The sign-in page

sign-in-title = تسجيل الدخول
sign-in-welcome = كم أنجزت اليوم؟
sign-in-welcome-what = نقاطك وأهدافك ومقرراتك في لمحة واحدة.
sign-in-then-on = سجّل الدخول وسننقلك إلى الصفحة التي طلبتها.
sign-in-with-timeback = تسجيل الدخول عبر Timeback
sign-in-other-ways = طرق أخرى لتسجيل الدخول
sign-in-with-provider = المتابعة عبر { $provider }
sign-in-local = أو استخدم حسابك هنا
sign-in-mail-code = أرسلوا لي رمزًا بالبريد
sign-in-forgot = نسيت كلمة المرور

about-schools = للمدارس
about-schools-what = شغّل لوحة المتابعة على خادمك الخاص: الحسابات ملكك. لا إعلانات ولا تتبّع.
about-developers = للمطورين
about-developers-what = أضف Timeback والحسابات إلى تطبيقك.
about-examples = أمثلة
about-api = واجهة HTTP البرمجية

## The sandbox's people

people-title = جرّبها الآن
people-what = تعمل لوحة المتابعة هذه في بيئة تجريبية خاصة بها، وكل من فيها أشخاص خياليون. اختر أحدهم للدخول باسمه.
people-more = أشخاص آخرون
people-mailbox = لا تُرسل الرسائل من هنا. تجدها في { $mailbox }.
people-mailbox-link = صندوق البريد
people-student = طالبة لديها ثلاثة مقررات وأهداف
people-guardian = ولية أمر Maya وChidi
people-teacher = معلمة لثلاثة صفوف
people-new-student = جديد هنا: لا مقررات بعد
people-no-goals = مقررات بلا أهداف
people-fractional = 12.5 XP اليوم
people-negative = خُصم بعض نقاط XP اليوم
people-busy = 50 مقررًا وسجل ثلاث سنوات
people-unicode = أسماء بعدة أبجديات مع رموز تعبيرية وHTML
people-apostrophe = فاصلة عليا في البريد الإلكتروني
people-twins = تتشارك البريد الإلكتروني مع توأمها
people-stranger = غير معروف لدى Timeback

## A new account

sign-up-title = إنشاء حساب
sign-up-address = استخدم بريدك المدرسي لتظهر مقرراتك ونقاطك.
sign-up-submit = إنشاء الحساب
sign-up-have-one = لديك حساب؟

## A second step

second-step-title = التحقق بخطوتين
second-step-heading = خطوة أخرى
second-step-texted = أرسلنا إليك رمزًا في رسالة نصية. قد تتأخر دقيقة. أدخل أحدث رمز.
second-step-app = افتح تطبيق المصادقة وأدخل الرمز الذي يعرضه.
second-step-phone = اطلب إرسال رمز إلى هاتفك ثم أدخله هنا.
second-step-code = الرمز
second-step-code-note = ستة أرقام. إذا لم يكن جهازك معك فأدخل أحد رموزك الاحتياطية.
second-step-text = إرسال رمز إلى الرقم المنتهي بـ { $last }
second-step-someone-else = الدخول بحساب آخر

## A forgotten password

recover-title = كلمة مرور جديدة
recover-forgot = هل نسيت كلمة المرور؟
recover-forgot-what = أدخل بريدك الإلكتروني. إذا كان له حساب هنا فسنرسل إليك رمزًا لاختيار كلمة مرور جديدة.
recover-send = إرسال الرسالة
recover-remember = تذكّرتها؟
recover-set-title = اختر كلمة مرور جديدة
recover-set-for = للحساب { $email }. سيُسجَّل خروجك من كل أجهزتك الأخرى.
recover-set = حفظ كلمة المرور
recover-done-title = حُفظت كلمة مرورك الجديدة
recover-done = استخدمها عند تسجيل الدخول في المرة القادمة. سُجّل خروجك من كل أجهزتك الأخرى.
recover-to-profile = اذهب إلى ملفك

## Codes and links from mails

confirm-title = تأكيد
confirm-sign-up = أكّد بريدك الإلكتروني
confirm-sign-in = سجّل الدخول برمز
confirm-recovery = اختر كلمة مرور جديدة
confirm-email-change = غيّر بريدك الإلكتروني
confirm-sign-up-submit = تأكيد وتسجيل الدخول
confirm-email-change-submit = تغيير البريد
confirm-sign-up-sent = إذا كان هذا البريد صالحًا لحساب جديد فقد أرسلنا إليه رمزًا من ثمانية أرقام. لديك حساب بالفعل؟ سجّل الدخول.
confirm-sent = إذا كان لهذا البريد حساب فقد أرسلنا إليه رمزًا من ثمانية أرقام.
confirm-email-change-sent = أرسلنا رمزًا من ثمانية أرقام إلى بريدك الجديد ورمزًا آخر إلى بريدك الحالي. أدخل الرمزين هنا.
confirm-sent-again = إذا مرت أكثر من دقيقة على آخر رسالة فهناك رسالة أخرى في الطريق. استخدم أحدث رمز.
confirm-no-mail = لم تصل الرسالة بعد دقيقة؟ ابحث في مجلد الرسائل غير المرغوب فيها، وتحقق من البريد أعلاه.
confirm-to-start = العودة إلى البداية
confirm-link-for = للبريد { $email }. إذا لم تطلب هذه الرسالة فأغلق هذه الصفحة.
confirm-link-onward = يعيدك الزر إلى { $app }.
confirm-link-onward-both = بعد تأكيد العنوانين ستعود إلى { $app }.
confirm-no-link = لم يعد هذا الرابط يعمل
confirm-no-link-why = يعمل الرابط مرة واحدة وتنتهي صلاحيته سريعًا. إذا وصلتك أكثر من رسالة فاستخدم أحدثها.
confirm-no-link-sign-in = سجّل الدخول أو اطلب رمزًا آخر
confirm-no-link-sign-up = أكّد بريد حساب جديد
confirm-changed = تغيّر بريدك الإلكتروني
confirm-changed-what = سجّل الدخول بالبريد الجديد من الآن فصاعدًا.
confirm-half = تم تأكيد هذا البريد. افتح الآن الرابط في الرسالة المرسلة إلى البريد الآخر.

## Whether an account is one's own

link-title = هل هذا حسابك؟
link-question = يوجد هنا حساب بالبريد { $email }. أكّد أنه لك لتتمكن من الدخول إليه عبر { $provider }.
link-no-way = ليس لهذا الحساب كلمة مرور، وهذه المدرسة لا ترسل رسائل بريد. اسأل معلمك.
link-not-mine = ليس حسابي
link-mine = إنه حسابي
link-password = كلمة مرور هذا الحساب
link-sent = أرسلنا إليك رمزًا بالبريد. استخدم أحدث رمز.
link-mail-code = أرسلوا لي رمزًا بالبريد بدلًا من ذلك
link-nothing = لا يوجد ما تؤكده
link-nothing-why = مر وقت طويل، أو تم التأكيد من قبل.
link-sign-in-again = سجّل الدخول من جديد

## What a sentence calls a field

sign-in-field-email = البريد الإلكتروني
sign-in-field-password = كلمة المرور
sign-in-field-code = الرمز

## What went wrong

sign-in-error-email = أدخل بريدك الإلكتروني، مثل maya@school.example. تأكد من عدم وجود أحرف ناقصة أو زائدة.
sign-in-error-taken = لهذا البريد حساب بالفعل. سجّل الدخول به أو استخدم بريدًا آخر.
sign-in-error-password = أدخل كلمة المرور.
sign-in-error-credentials = البريد الإلكتروني وكلمة المرور غير متطابقين. تحقق منهما وحاول مرة أخرى.
sign-in-error-compromised = طلبت منك مدرستك اختيار كلمة مرور جديدة. استخدم «نسيت كلمة المرور» أدناه: سنرسل إليك رمزًا بالبريد.
sign-in-error-short = اختر كلمة مرور من 8 أحرف على الأقل.
sign-in-error-guessable = يسهل تخمين كلمة المرور هذه: فهي شائعة أو هي بريدك نفسه. اختر غيرها؛ بضع كلمات يسهل تذكّرها.
sign-in-error-long = كلمة المرور هذه طويلة جدًا. استخدم 128 حرفًا على الأكثر.
sign-in-error-same = هذه كلمة مرورك القديمة. اختر غيرها.
sign-in-error-code = هذا الرمز خاطئ أو انتهت صلاحيته أو استُخدم من قبل. استخدم الرمز من أحدث رسالة أو اطلب رمزًا آخر.
sign-in-error-no-code = أدخل الرمز.
sign-in-error-factor-code = هذا الرمز خاطئ أو استُخدم من قبل. أدخل الرمز الذي يعرضه تطبيقك الآن، أو أحدث رمز أرسلناه إلى هاتفك، أو رمزًا احتياطيًا لم يُستخدم.

sign-in-error-cancelled = لم تكمل تسجيل الدخول. يمكنك المحاولة مرة أخرى.
sign-in-error-provider = لم تستجب تلك الخدمة كما توقعنا. حاول مرة أخرى بعد قليل أو سجّل الدخول بطريقة أخرى.
sign-in-error-provider-email = ليس لذلك الحساب بريد إلكتروني مؤكد، لذلك لا يمكننا إنشاء حساب لك منه. أنشئ حسابًا هنا ببريدك الإلكتروني، ثم اربط الآخر من صفحة حسابك.
sign-in-error-expired = مر وقت طويل، أو بدأت في متصفح آخر. سجّل الدخول من جديد.
sign-in-error-no-email = ليس لحسابك بريد إلكتروني مؤكد، لذلك لا نجدك في Timeback. اسأل معلمك.
sign-in-error-timeback = لا يستجيب تسجيل الدخول عبر Timeback الآن. حاول مرة أخرى بعد قليل.
sign-in-error-factor-expired = مر وقت طويل، أو أُدخلت رموز خاطئة كثيرة. سجّل الدخول من جديد.
sign-in-error-link = لم يعد هذا الرابط يعمل: انتهت صلاحيته أو استُخدم من قبل.
sign-in-error-banned = هذا الحساب محظور. اسأل مدرستك.
sign-in-error-no-mail = لا ترسل لوحة المتابعة هذه رسائل بريد. اسأل معلمك.
sign-in-error-no-sms = لا ترسل لوحة المتابعة هذه رسائل نصية. أدخل رمزًا احتياطيًا أو اسأل مدرستك.
sign-in-error-texted = أرسلنا إليك رسالة نصية قبل لحظات. انظر في هاتفك أو حاول مرة أخرى بعد دقيقة.
sign-in-error-often = محاولات كثيرة جدًا. انتظر بضع دقائق ثم حاول مرة أخرى.
sign-in-error-not-linked = سجّل الدخول بحسابك أنت، أو اسأل معلمك لمن الحساب الآخر.
sign-in-error-reassigned = الحساب الذي يحمل بريدك هنا يعود إلى مستخدم آخر في Timeback. اطلب من مسؤول مدرستك إزالته ليصبح لك حسابك الخاص.
sign-in-error-ended = سُجّل خروجك بعد وقت طويل أو محاولات خاطئة كثيرة. سجّل الدخول من جديد.
sign-in-error-closed = في هذه المدرسة يسجّل الجميع الدخول عبر Timeback.
sign-in-error-busy = كثيرون يسجّلون الدخول الآن. حاول مرة أخرى بعد قليل.
sign-in-error-broken = حدث خطأ من جانبنا. حاول مرة أخرى بعد قليل.
sign-in-error = لم ينجح تسجيل الدخول. حاول مرة أخرى.
