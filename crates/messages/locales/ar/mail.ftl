## Every mail

mail-hello = مرحبًا،

## A mail with a code

mail-code-confirm = لتأكيد بريدك الإلكتروني، أدخل هذا الرمز:
mail-code-invite = أنشأت لك مدرستك حسابًا. لتسجيل الدخول أول مرة، أدخل هذا الرمز:
mail-code-recovery = لاختيار كلمة مرور جديدة، أدخل هذا الرمز:
mail-code-sign-in = لتسجيل الدخول، أدخل هذا الرمز:
mail-code-new-address = لاستخدام هذا البريد الإلكتروني، أدخل هذا الرمز:
mail-code-old-address = لتغيير بريدك الإلكتروني، أدخل هذا الرمز:
mail-code-verify-address = لإضافة هذا البريد الإلكتروني إلى حسابك، أدخل هذا الرمز:
mail-code-reauthenticate = لتأكيد التغيير الذي تجريه، أدخل هذا الرمز:
mail-code-link = لتسجيل الدخول إلى حسابك عبر Timeback، أدخل هذا الرمز:

mail-code-confirm-subject = أكّد بريدك الإلكتروني
mail-code-invite-subject = وصلتك دعوة
mail-code-recovery-subject = اختر كلمة مرور جديدة
mail-code-sign-in-subject = رمز تسجيل الدخول
mail-code-change-subject = غيّر بريدك الإلكتروني
mail-code-reauthenticate-subject = أكّد أنك صاحب الحساب
mail-code-link-subject = هل هذا حسابك؟

mail-code-or-open = أو افتح هذه الصفحة واضغط على الزر:
mail-code-or-follow = أو افتح { $page } واضغط على الزر الذي تجده فيها.
mail-code-this-page = هذه الصفحة
mail-code-minutes = { $minutes ->
    [one] يعمل الرمز مرة واحدة، لمدة دقيقة واحدة.
    [two] يعمل الرمز مرة واحدة، لمدة دقيقتين.
    [few] يعمل الرمز مرة واحدة، لمدة { $minutes } دقائق.
   *[other] يعمل الرمز مرة واحدة، لمدة { $minutes } دقيقة.
}
mail-code-hours = { $hours ->
    [one] يعمل الرمز مرة واحدة، لمدة ساعة واحدة.
    [two] يعمل الرمز مرة واحدة، لمدة ساعتين.
    [few] يعمل الرمز مرة واحدة، لمدة { $hours } ساعات.
   *[other] يعمل الرمز مرة واحدة، لمدة { $hours } ساعة.
}
mail-code-never-asked = لن نطلبه منك أبدًا. إذا لم تطلب هذه الرسالة فيمكنك تجاهلها.

## A text message with a code

text-code-verify-number = { $minutes ->
    [one] { $code } هو رمزك من Timeback لتأكيد رقم هاتفك. صالح لدقيقة واحدة. لا تشاركه مع أحد.
    [two] { $code } هو رمزك من Timeback لتأكيد رقم هاتفك. صالح لدقيقتين. لا تشاركه مع أحد.
    [few] { $code } هو رمزك من Timeback لتأكيد رقم هاتفك. صالح لمدة { $minutes } دقائق. لا تشاركه مع أحد.
   *[other] { $code } هو رمزك من Timeback لتأكيد رقم هاتفك. صالح لمدة { $minutes } دقيقة. لا تشاركه مع أحد.
}
text-code-second-factor = { $minutes ->
    [one] { $code } هو رمزك من Timeback لتأكيد هويتك. صالح لدقيقة واحدة. لا تشاركه مع أحد.
    [two] { $code } هو رمزك من Timeback لتأكيد هويتك. صالح لدقيقتين. لا تشاركه مع أحد.
    [few] { $code } هو رمزك من Timeback لتأكيد هويتك. صالح لمدة { $minutes } دقائق. لا تشاركه مع أحد.
   *[other] { $code } هو رمزك من Timeback لتأكيد هويتك. صالح لمدة { $minutes } دقيقة. لا تشاركه مع أحد.
}

## An address that has an account

mail-address-taken-subject = لهذا البريد الإلكتروني حساب بالفعل
mail-address-taken = حاول شخص ما إضافة هذا البريد الإلكتروني إلى حساب آخر. وهو مسجّل في حسابك، لذلك لم يتغير شيء.
mail-address-taken-mend = إذا كنت أنت من فعل ذلك فسجّل الدخول بهذا البريد. وإلا فلا داعي لأي شيء.

## Changes of an account

mail-notice-when = حدث ذلك في { $moment }.
mail-notice-mend = إذا كنت أنت من فعل ذلك فلا داعي لأي شيء. وإلا فربما دخل شخص آخر إلى حسابك. اختر كلمة مرور جديدة في { $url } وأخبر مدرستك.
mail-notice-mend-lost = إذا كنت أنت من فعل ذلك فلا داعي لأي شيء. وإلا فربما دخل شخص آخر إلى حسابك. أخبر مدرستك فورًا.
mail-notice-mend-locked = لتسجيل الدخول الآن، اختر كلمة مرور جديدة في { $url }.

mail-password-changed-subject = تغيّرت كلمة المرور
mail-password-changed = لحسابك كلمة مرور جديدة.
mail-password-removed-subject = أُزيلت كلمة المرور
mail-password-removed = أُزيلت كلمة مرور حسابك. لم يعد بإمكانك تسجيل الدخول بها.
mail-address-changed-subject = تغيّر بريدك الإلكتروني
mail-address-changed = أصبح لحسابك بريد إلكتروني آخر بدلًا من هذا.
mail-address-added-subject = أُضيف بريد إلكتروني
mail-address-added = أُضيف بريد إلكتروني آخر إلى حسابك. يمكن تسجيل الدخول به أيضًا.
mail-address-removed-subject = أُزيل بريد إلكتروني
mail-address-removed = أُزيل أحد عناوين البريد الإلكتروني من حسابك. لم يعد تسجيل الدخول به ممكنًا.
mail-main-address-changed-subject = تغيّر بريدك الإلكتروني الرئيسي
mail-main-address-changed = أصبح لحسابك بريد إلكتروني رئيسي آخر. ما زال بإمكانك تسجيل الدخول بهذا البريد.
mail-app-added-subject = أُضيف تطبيق مصادقة
mail-app-added = أُضيف تطبيق مصادقة إلى حسابك. ستحتاج إلى رمزه لتسجيل الدخول.
mail-app-removed-subject = أُزيل تطبيق مصادقة
mail-app-removed = أُزيل تطبيق مصادقة من حسابك. لم تعد تحتاج إلى رمزه لتسجيل الدخول.
mail-phone-added-subject = أصبح هاتفك جزءًا من تسجيل الدخول
mail-phone-added = أُعدّ رقم هاتف لحسابك. ستحتاج لتسجيل الدخول إلى رمز نرسله إليه في رسالة نصية.
mail-phone-removed-subject = لم يعد هاتفك جزءًا من تسجيل الدخول
mail-phone-removed = لم يعد أحد أرقام الهاتف مستخدمًا لتسجيل الدخول إلى حسابك. لم تعد تحتاج إلى رمز نرسله إليه.
mail-backup-codes-renewed-subject = جُدّدت رموزك الاحتياطية
mail-backup-codes-renewed = لحسابك رموز احتياطية جديدة. لم تعد الرموز القديمة تعمل.
mail-backup-codes-removed-subject = أُزيلت رموزك الاحتياطية
mail-backup-codes-removed = لم تعد الرموز الاحتياطية لحسابك تعمل.
mail-timeback-linked-subject = يمكنك تسجيل الدخول عبر Timeback
mail-timeback-linked = يمكنك الآن استخدام Timeback لتسجيل الدخول إلى حسابك.
mail-timeback-linked-by-code = يمكنك الآن استخدام Timeback لتسجيل الدخول إلى حسابك. أُزيلت كلمة مرور هذا الحساب، وسُجّل الخروج من كل الأجهزة الأخرى.
mail-provider-linked-subject = رُبطت طريقة تسجيل دخول بحسابك
mail-provider-linked = يمكنك الآن استخدام { $provider } لتسجيل الدخول إلى حسابك.
mail-provider-linked-by-code = يمكنك الآن استخدام { $provider } لتسجيل الدخول إلى حسابك. أُزيلت كلمة مرور هذا الحساب وطرق تسجيل الدخول الأخرى المرتبطة به، وسُجّل الخروج من كل الأجهزة الأخرى.
mail-provider-unlinked-subject = فُصلت طريقة تسجيل دخول عن حسابك
mail-provider-unlinked = لم يعد بإمكانك استخدام { $provider } لتسجيل الدخول إلى حسابك.
mail-locked-subject = حسابك مقفل
mail-locked = أدخل شخص ما كلمات مرور أو رموزًا خاطئة كثيرة لحسابك، لذلك لا يمكن لأحد تسجيل الدخول بكلمة مرور لبعض الوقت.
