## Every mail

mail-hello = Hello,

## A mail with a code

mail-code-confirm = To confirm your address, enter this code:
mail-code-invite = Your school has created an account for you. To sign in for the first time, enter this code:
mail-code-recovery = To set a new password, enter this code:
mail-code-sign-in = To sign in, enter this code:
mail-code-new-address = To use this address, enter this code:
mail-code-old-address = To change your address, enter this code:
mail-code-verify-address = To add this address to your account, enter this code:
mail-code-reauthenticate = To confirm the change you're making, enter this code:
mail-code-link = To use Timeback to sign in to your account, enter this code:

mail-code-confirm-subject = Confirm your e-mail address
mail-code-invite-subject = You're invited
mail-code-recovery-subject = Set a new password
mail-code-sign-in-subject = Your code to sign in
mail-code-change-subject = Change your e-mail address
mail-code-reauthenticate-subject = Confirm that it is you
mail-code-link-subject = Is this account yours?

mail-code-or-open = Or open this page and press the button:
# $page (Element) - mail-code-this-page, as a link.
mail-code-or-follow = Or open { $page }, and press the button you find there.
mail-code-this-page = this page
# $minutes (Number) - until the code expires.
mail-code-minutes = { $minutes ->
    [one] The code works once, for { $minutes } minute.
   *[other] The code works once, for { $minutes } minutes.
}
# $hours (Number) - until the code expires.
mail-code-hours = { $hours ->
    [one] The code works once, for { $hours } hour.
   *[other] The code works once, for { $hours } hours.
}
mail-code-never-asked = We will never ask you for it. If you didn't ask for this e-mail, you can ignore it.

## A text message with a code

# $code (String) - the code.
# $minutes (Number) - until the code expires.
text-code-verify-number = { $minutes ->
    [one] { $code } is your Timeback code to confirm your phone number. It works for { $minutes } minute. Don't share it.
   *[other] { $code } is your Timeback code to confirm your phone number. It works for { $minutes } minutes. Don't share it.
}
# $code (String) - the code.
# $minutes (Number) - until the code expires.
text-code-second-factor = { $minutes ->
    [one] { $code } is your Timeback code to confirm it's you. It works for { $minutes } minute. Don't share it.
   *[other] { $code } is your Timeback code to confirm it's you. It works for { $minutes } minutes. Don't share it.
}

## An address that has an account

mail-address-taken-subject = This e-mail address already has an account
mail-address-taken = Someone tried to add this e-mail address to another account. It already belongs to your account, so nothing was changed.
mail-address-taken-mend = If this was you, sign in with this address instead. If it wasn't, there's nothing to do.

## Changes of an account

# $moment (String) - such as 20 November 2026, 16:00 UTC.
mail-notice-when = That was on { $moment }.
# $url (String) - the page where a new password is set.
mail-notice-mend = If this was you, there's nothing to do. If it wasn't, someone else may have access to your account. Set a new password at { $url }, and tell your school.
mail-notice-mend-lost = If this was you, there's nothing to do. If it wasn't, someone else may have access to your account. Tell your school at once.
# $url (String) - the page where a new password is set.
mail-notice-mend-locked = To sign in now, set a new password at { $url }.

mail-password-changed-subject = Your password was changed
mail-password-changed = Your account has a new password.
mail-password-removed-subject = Your password was removed
mail-password-removed = The password for your account was removed. You can't use it to sign in any more.
mail-address-changed-subject = Your e-mail address was changed
mail-address-changed = Your account now has a different e-mail address instead of this one.
mail-address-added-subject = An e-mail address was added
mail-address-added = Another e-mail address was added to your account. It can be used to sign in, too.
mail-address-removed-subject = An e-mail address was removed
mail-address-removed = One of the e-mail addresses of your account was removed. It can't be used to sign in any more.
mail-main-address-changed-subject = Your main e-mail address was changed
mail-main-address-changed = Your account has a different main e-mail address now. You can still sign in with this one.
mail-app-added-subject = An authenticator app was added
mail-app-added = An authenticator app was added to your account. You'll need its code to sign in.
mail-app-removed-subject = An authenticator app was removed
mail-app-removed = An authenticator app was removed from your account. You no longer need its code to sign in.
mail-phone-added-subject = Your phone is now part of sign-in
mail-phone-added = A phone number was set up for your account. You'll need a code that we text to it to sign in.
mail-phone-removed-subject = Your phone is no longer part of sign-in
mail-phone-removed = A phone number is no longer set up for signing in to your account. You no longer need a code that we text to it.
mail-backup-codes-renewed-subject = Your backup codes were renewed
mail-backup-codes-renewed = Your account has new backup codes. The old ones no longer work.
mail-backup-codes-removed-subject = Your backup codes were removed
mail-backup-codes-removed = The backup codes for your account no longer work.
mail-timeback-linked-subject = You can sign in with Timeback
mail-timeback-linked = You can now use Timeback to sign in to your account.
mail-timeback-linked-by-code = You can now use Timeback to sign in to your account. Password for this account was removed, and all other devices were signed out.
mail-provider-linked-subject = A sign-in was connected to your account
# $provider (String) - such as Google.
mail-provider-linked = You can now use { $provider } to sign in to your account.
# $provider (String) - such as Google.
mail-provider-linked-by-code = You can now use { $provider } to sign in to your account. Password for this account and other connected sign-ins were removed, and all other devices were signed out.
mail-provider-unlinked-subject = A sign-in was disconnected from your account
# $provider (String) - such as Google.
mail-provider-unlinked = You can no longer use { $provider } to sign in to your account.
mail-locked-subject = Your account is locked
mail-locked = Someone entered too many wrong passwords or codes for your account, so nobody can sign in with a password for a while.
