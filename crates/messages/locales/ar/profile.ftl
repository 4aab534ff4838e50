## The dashboard

profile-title = ملفي
profile-loading = جارٍ تحميل ملفك…
hello = مرحبًا!
hello-name = مرحبًا يا { $name }!

stale-since = ما تراه يعود إلى الساعة { $time }.
stale-since-yesterday = ما تراه يعود إلى أمس، الساعة { $time }.
updated = آخر تحديث: { $age }
age-now = الآن
age-minutes = { $minutes ->
    [one] قبل دقيقة واحدة
    [two] قبل دقيقتين
    [few] قبل { $minutes } دقائق
   *[other] قبل { $minutes } دقيقة
}
age-hours = { $hours ->
    [one] قبل ساعة واحدة
    [two] قبل ساعتين
    [few] قبل { $hours } ساعات
   *[other] قبل { $hours } ساعة
}
refresh = تحديث
refreshing = جارٍ التحديث…

your-students = طلابك
your-students-what = شاهد ما أنجزه كل طالب اليوم وهذا الأسبوع.
your-students-open = عرض طلابك

## Today

today-title = اليوم
of-goal = من { $goal } XP
all-time = المجموع: { $xp } XP
xp-to-go = بقي { $xp } XP في { $course }
today-unknown = لا يمكننا رؤية نقاط اليوم الآن. إنها محفوظة في Timeback.
today-taken-back = خُصم بعض نقاط XP. يحدث هذا عند التسرّع في الإجابة. درس واحد بتأنٍّ يعيدها.
today-reached = لقد حققت هدف اليوم. أحسنت!
today-reached-of-student = تحقق هدف اليوم.
today-to-goal = بقي { $xp } XP لهدف اليوم.
today-good = عمل جيد حتى الآن.
today-nothing = لا شيء بعد اليوم. دقيقة واحدة من التعلّم بتركيز تساوي تقريبًا 1 XP.

## The week

week-title = آخر سبعة أيام
week-title-before-today = الأيام السبعة قبل اليوم
todays-goal = هدف اليوم: { $goal } XP
all-days = كل أيامك
streak = { $days ->
    [one] تحقق الهدف يومًا واحدًا
    [two] تحقق الهدف يومين متتاليين
    [few] تحقق الهدف { $days } أيام متتالية
   *[other] تحقق الهدف { $days } يومًا متتاليًا
}
streak-day-off = كان لديك يوم راحة من أيام الدراسة هذا الأسبوع. لا بأس.
streak-day-off-of-student = كان هناك يوم راحة من أيام الدراسة هذا الأسبوع. لا بأس.
streak-rule = لا تُحسب العطلات ونهايات الأسبوع ضدك، ولا يوم راحة واحد من أيام الدراسة كل أسبوع.

## Goals

goals-title = أهداف اليوم
goals-none = لا توجد أهداف. كل دقيقة تركيز لها قيمتها.
goal-xp = XP
goal-focused-time = وقت التركيز
goal-accuracy = الدقة
goal-units = الوحدات المتقنة
goal-lessons = الدروس
so-far-of-target = { $so-far } من { $target }
so-far-aim = { $so-far }، الهدف { $target }
goal-target = الهدف: { $target }

## Courses

courses-title = المقررات { $count }
courses-none = لست في أي مقرر بعد. يمكن لمعلمك أن يضيفك.
courses-none-of-student = ليس في أي مقرر بعد.
courses-unknown = لا يمكننا رؤية مقرراتك الآن.
courses-unknown-of-student = لا يمكننا رؤية المقررات الآن.
courses-more = مقررات أخرى ({ $count })
courses-past-and-upcoming = السابقة والقادمة ({ $count })
course-xp-today = { $course }: نقاط XP اليوم
course-open = افتح
course-ended = انتهى
course-upcoming = يبدأ لاحقًا
course-xp-unknown = لا يمكننا رؤية نقاط هذا المقرر الآن.
xp-in-all = { $xp } XP في المجموع
xp-of-size-in-all = { $xp } من { $size } XP في المجموع
percent-done = أُنجز { $percent }
last-active = آخر نشاط { $day }

## Without a profile

unavailable-title = ملفك ليس هنا بعد
unavailable-ambiguous = يمكن لمعلم أو لإدارة مدرستك حل هذا: يحتاج كل طالب إلى بريد خاص به.
unavailable-reassigned = أُنشئ حسابك هنا لمستخدم آخر في Timeback. اطلب من مسؤول مدرستك إزالته ليصبح لك حسابك الخاص.
not-in-timeback-title = لقد سجّلت الدخول
not-in-timeback = لا يعرف Timeback هذا الحساب بعد. عندما تضيفك مدرستك ستظهر مقرراتك ونقاطك هنا.
not-in-timeback-just-added = هل أُضفت للتو؟ تحقق مرة أخرى.
not-in-timeback-other-account = هل لديك حساب مدرسي آخر؟ سجّل الخروج ثم ادخل به.
not-in-timeback-ask = وإلا فاطلب من معلمك أن يضيفك إلى Timeback.
check-again = تحقق مرة أخرى
