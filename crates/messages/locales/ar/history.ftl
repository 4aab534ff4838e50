## History

history-title = السجل
history-show = عرض
history-all-xp = كل نقاط XP
history-subjects = المواد
history-apps = التطبيقات
history-unknown = لا يمكننا رؤية نقاطك الآن. إنها محفوظة في Timeback.
history-none = لا نقاط بعد. كل دقيقة من التعلّم بتركيز تساوي تقريبًا 1 XP.
weeks = الأسابيع
week-before = الأسبوع السابق
week-after = الأسبوع التالي
by-month = حسب الشهر

## A day

day-title = يوم
day-xp = نقاط XP في ذلك اليوم
xp-of-goal = { $xp } من { $goal } XP
day-may-change = قد يستغرق احتساب العمل الجديد بضع دقائق.
day-unknown = لا يمكننا رؤية عمل هذا اليوم الآن.
day-nothing = لم يُنجز شيء في هذا اليوم.
day-whole-week = الأسبوع كله
work-caption = العمل حسب المادة والتطبيق
work-subject = المادة
work-minutes = الدقائق
work-min = د
work-correct = الصحيح
work-taken-back = خُصمت نقاط XP. يحدث هذا عند التسرّع في الإجابة.
work-needs-accuracy = تحتاج إلى { $percent } من الإجابات الصحيحة لكسب XP. حاول مرة أخرى!
work-no-xp = لا نقاط على هذا بعد.
done-title = ما أُنجز
done-activity = نشاط

## A course

course-title = المقرر
course-xp-so-far = نقاط XP حتى الآن
app-xp = { $app }: { $xp } XP

## Students, for their guardians and teachers

students-title = الطلاب
student-title = الطالب
students-all = كل الطلاب
students-more = { $count ->
    [one] طالب واحد آخر
    [two] طالبان آخران
    [few] { $count } طلاب آخرين
   *[other] { $count } طالبًا آخر
}
student-xp-today = { $name }: نقاط XP اليوم
student-unknown = لا يمكننا رؤية نقاط اليوم الآن.
student-week = آخر سبعة أيام: { $xp } XP
students-none-title = لا طلاب هنا
students-none = هذه الصفحة لأولياء الأمور والمعلمين. ليس في Timeback طلاب لحسابك.
students-none-ask = هل يجب أن يكون هناك طلاب؟ اطلب من مدرستك ربطهم بحسابك.
