language-name = العربية

## Every page

skip-to-content = انتقل إلى المحتوى
main-navigation = القائمة الرئيسية
nav-profile = ملفي
nav-students = الطلاب
nav-history = السجل
nav-account = الحساب
sign-out = تسجيل الخروج
language = اللغة
description = كم أنجزتُ اليوم؟ نقاط XP والأهداف والدروس من Timeback.
try-again = حاول مرة أخرى
go-to-start = اذهب إلى الصفحة الرئيسية

not-found-title = الصفحة غير موجودة
not-found = ربما كُتب العنوان خطأً، أو نُقلت الصفحة.
too-many-reads = { $seconds ->
    [one] فُتحت هذه الصفحة مرات كثيرة قبل لحظات. انتظر ثانية واحدة ثم افتحها من جديد. لن يضيع شيء.
    [two] فُتحت هذه الصفحة مرات كثيرة قبل لحظات. انتظر ثانيتين ثم افتحها من جديد. لن يضيع شيء.
    [few] فُتحت هذه الصفحة مرات كثيرة قبل لحظات. انتظر { $seconds } ثوانٍ ثم افتحها من جديد. لن يضيع شيء.
   *[other] فُتحت هذه الصفحة مرات كثيرة قبل لحظات. انتظر { $seconds } ثانية ثم افتحها من جديد. لن يضيع شيء.
}
too-many-reads-title = لحظة من فضلك

check-field = يرجى التحقق من { $label }.

## Why something is not there

error-signed-out = لقد تم تسجيل خروجك. سجّل الدخول من جديد.
error-not-in-timeback = لا يعرف Timeback هذا الحساب بعد.
error-ambiguous = يعرف Timeback أكثر من حساب ببريدك الإلكتروني.
error-address-reassigned = بريدك الإلكتروني مسجّل في Timeback لشخص آخر.
error-timeback-unavailable = لا يستجيب Timeback الآن. حاول مرة أخرى بعد قليل.
error-timeback-unreadable = أرسل Timeback شيئًا لم نتمكن من قراءته. حاول مرة أخرى لاحقًا.
error-too-many-reads = طلبتَ ملفك مرات كثيرة قبل لحظات. انتظر قليلًا ثم حاول مرة أخرى.
error-offline = لا يمكن الوصول إلى لوحة المتابعة. هل أنت متصل بالإنترنت؟
error-bad-request = لم نفهم هذا الطلب. أعد تحميل الصفحة.
error-unavailable = لوحة المتابعة غير متاحة الآن. حاول مرة أخرى بعد قليل.
error-internal = حدث خطأ من جانبنا. حاول مرة أخرى.

## Figures

xp = { $xp } XP
xp-in-bold = { $xp } XP
xp-unit = XP
percent = { $number }٪
minutes = { $minutes } د
xp-of-goal-today = { $xp } من { $goal } XP اليوم
xp-today = { $xp } XP اليوم
goal-a-day = الهدف: { $goal } XP في اليوم
reached = ✓ تحقق
this-week = هذا الأسبوع: { $xp } XP
days = { $first } – { $last }
open-course = افتح { $name }

date-time = { $day }، { $time } UTC

grade-pre-k = ما قبل الروضة
grade-kindergarten = الروضة
grade-ap = AP
grade = الصف { $grade }
student-without-name = طالب بلا اسم
