## Pages in the place of an answer

failure-unavailable-title = نعود بعد لحظات
failure-unavailable = لا تستطيع لوحة المتابعة الوصول إلى قاعدة بياناتها الآن. انتظر قليلًا ثم حاول مرة أخرى. كل ما حُفظ من قبل في أمان، أما ما أرسلته للتو فقد لا يكون قد حُفظ.
failure-internal-title = لم ينجح ذلك
failure-internal = حدث خطأ من جانبنا. حاول مرة أخرى.
failure-address-title = هذا العنوان لا يعمل
failure-address = يحتوي على رمز لا يمكن استخدامه هنا. تحقق من العنوان.
