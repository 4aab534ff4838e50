## The pages

account-personal = Personal info
account-security = Security
account-data = Your data
account-loading = Loading your account…

account-remove = Remove
# $entry (String) - an address, an app or a number.
account-remove-entry = Remove { $entry }
account-make-main = Make main
account-is-confirmed = Confirmed
account-is-unconfirmed = Not confirmed yet
account-not-set = Not set
account-continue = Continue
account-cancel = Cancel

## Picture, name, time zone

account-picture = Picture
account-picture-yours = Your picture
account-picture-initials = Your initials
account-picture-add = Add a picture
account-picture-change = Change picture
account-picture-remove = Remove picture
account-picture-new = New picture
account-picture-note = PNG, JPEG, WebP or GIF, up to 2 MB. We keep the square in the middle.
account-picture-save = Save picture

account-name = Name
account-name-add = Add your name
account-name-change = Change name
account-first-name = First name
account-last-name = Last name
account-name-save = Save name
account-username = Username

account-time-zone = Time zone
# $zone (Element) - the place it is named after, in bold.
account-time-zone-of-school = { $zone } (your school's)
account-time-zone-change = Change time zone
account-time-zone-note = Your day starts at midnight there.
# $zone (String) - the place it is named after.
account-time-zone-school = School's time zone ({ $zone })
account-time-zone-save = Save time zone
# $zone (Element) - the place it is named after, filled in by the browser.
account-time-zone-device = Use this device's time zone: { $zone }

## E-mail addresses

account-email = E-mail addresses
account-email-none = None
account-email-of-school = From Timeback. Your school can change it there.
account-email-ask-teacher = To use another address, ask your teacher.
account-email-change = Change main address
account-email-change-now = It replaces your current address right away.
account-email-change-by-codes = We'll e-mail a code to the new address and to your current one. Nothing changes until you enter both.
account-email-new = New e-mail address
account-email-save = Change address
# $address (Element) - the new address, in bold.
account-email-change-to = You want to change to { $address }.
account-email-new-confirmed = New address: confirmed
account-email-new-unconfirmed = New address: not confirmed
account-email-current-confirmed = Current address: confirmed
account-email-current-unconfirmed = Current address: not confirmed
account-email-code = Code from one of the e-mails
account-email-enter-code = Enter code
account-email-send-again = Send the codes again
account-email-keep = Keep my current address

account-address-main = Main address
account-address-main-unconfirmed = Main address, not confirmed yet
# $state (String) - such as "Main address".
account-address-from-timeback = { $state }, from Timeback
account-address-mail = E-mail a code
# $address (String) - the address.
account-address-mail-to = E-mail a code to { $address }
# $address (String) - the address.
account-address-make-main = Make { $address } your main address
account-address-code = Code we e-mailed
account-address-confirm = Confirm address
account-address-add = Add an address
account-address-usable-now = You can sign in with it right away.
account-address-usable-later = We'll e-mail it a code. Once you've entered it, you can sign in with this address, too.
account-address-another = Another e-mail address
account-address-save = Add address

## Phone numbers

account-phone = Phone numbers
account-phone-main = Main number
account-phone-text = Text me a code
# $action (String) - what a button does, such as "Remove".
# $number (String) - the phone number.
account-phone-button = { $action }: { $number }
account-phone-code = Code from the text message
account-phone-confirm = Confirm number
account-phone-add = Add a number
account-phone-note = We'll text you a code to confirm it.
account-phone-note-country-code = Start with + and the country code. We'll text you a code to confirm it.
account-phone-new = New phone number
account-phone-save = Add number

## Connected accounts

account-connected = Connected accounts
# $provider (String) - such as Google.
account-connect = Connect { $provider }
# $address (Element) - the account's address.
# $time (Element) - when it was used.
account-last-used = { $address }, last used { $time }
account-connection-failed = Not connected.
account-connection-unfinished = Not finished.
account-reconnect = Reconnect
# $provider (String) - such as Google.
account-reconnect-provider = Reconnect { $provider }
account-disconnect = Disconnect
# $provider (String) - such as Google.
account-disconnect-provider = Disconnect { $provider }

# $provider (String) - such as Google.
account-provider-denied = You didn't allow access to your { $provider } account.
# $provider (String) - such as Google.
account-provider-unreadable = { $provider } didn't answer as expected. Please try again.
# $provider (String) - such as Google.
account-provider-of-another = That { $provider } account is already connected to another account here.
# $provider (String) - such as Google.
account-provider-linked = That { $provider } account is already connected to your account.
# $provider (String) - such as Google.
account-provider-mismatch = That's a different { $provider } account. Sign in at { $provider } with the one that is connected.
# $provider (String) - such as Google.
account-provider-unverified = { $provider } has not verified an email address of yours. Sign up with your email address, and connect { $provider } then.
account-provider-sign-up-off = New accounts can't be made here. Please ask your school.
account-provider-banned = This account is blocked. Please ask your school.

## Password

account-password = Password
# $time (Element) - when it was set.
account-password-set-on = Set on { $time }
account-password-set = Set a password
account-password-change = Change password
account-password-current = Current password
account-password-new = New password
account-password-note = At least 8 characters. Your other devices will be signed out.
account-password-save = Save password

## Two-step verification

account-factor = Two-step verification
account-factor-on = On. You enter a code each time you sign in.
account-factor-off = Off. Turn it on, and signing in also takes a code from your phone.
account-factor-finish = Finish setting up your app
# $time (Element) - when it was set up.
account-factor-since = Authenticator app, set up on { $time }
account-factor-texts-on = We text it a code when you sign in.
account-factor-texts-off = Text messages are off.
account-factor-turn-on = Turn on
account-factor-turn-off = Turn off
# $number (String) - the phone number.
account-factor-turn-on-texts = Turn on text messages to { $number }
# $number (String) - the phone number.
account-factor-turn-off-texts = Turn off text messages to { $number }
account-factor-add = Add an authenticator app
account-factor-name = Name of the app or device
account-factor-name-example = My phone
account-factor-note = The app shows a new code every 30 seconds.
account-factor-set-up = Set up an authenticator app

account-backup-codes = Backup codes
# $count (Number) - how many are left.
account-backup-codes-left = { $count } left, for when you don't have your phone.
account-backup-codes-renew = Get new backup codes
account-backup-codes-yours = Your backup codes
account-backup-codes-note = Each code works once, when you don't have your authenticator app. Print them or write them down now: you won't see them again. Your old codes no longer work.
account-backup-codes-saved = I've saved them

account-enrol-first = To see this page, confirm it's you first.
account-enrol-back = Back to your account
account-enrol-scan = Open your authenticator app and scan this QR code:
account-enrol-qr-code = QR code with the key for your app
account-enrol-key = Or type this key into the app:
account-enrol-enter = Enter the code from the app:
account-enrol-code = Code from your app
account-enrol-finish = Finish
account-enrol-cancel = Cancel setup

## Where the user is signed in

account-sessions = Where you're signed in
account-sessions-end-others = Sign out everywhere else
account-sessions-others = Other devices
account-sessions-others-note = You're still signed in on other devices. If one might not be yours, sign it out now.
account-session-this = This device
# $device (String) - such as "Firefox on Windows".
account-session-end = Sign out { $device }
# $address (String) - the device's network address.
account-session-address = from { $address }
# $address (String) - the device's network address.
# $place (String) - roughly where it is.
account-session-address-and-place = from { $address } ({ $place })
# $city (String) - the city.
# $country (String) - its country.
account-session-place = { $city }, { $country }
account-session-no-address = unknown address
# $address (String) - such as "from 192.0.2.7".
# $time (Element) - when it was last seen.
account-session-last-seen = { $address }, last seen { $time }

# $browser (String) - such as Firefox.
# $system (String) - such as "Windows" or "a Mac".
account-device = { $browser } on { $system }
# $system (String) - such as "Android" or "an iPad".
account-device-app = An app on { $system }
account-device-unknown = Unknown device
account-device-iphone = an iPhone
account-device-ipad = an iPad
account-device-chromebook = a Chromebook
account-device-mac = a Mac

## The user's data

account-export = Download
account-export-what = One file with everything we store about you, without passwords.
account-export-button = Download your data
account-stored = What we store
account-stored-profile = Your name, picture, e-mail addresses, phone numbers, connected accounts, and how you sign in.
account-stored-sessions = Where you're signed in: the device, its network address, roughly which city, and when. Deleted 30 days after the session ends.
account-stored-changes = Sign-ins and changes to your account. Deleted after a year.
account-stored-courses = Your courses and XP stay with Timeback. We only show them.

account-delete = Delete account
account-delete-what = Deletes your account for good. You can't undo this.
account-delete-deleted = Deleted right away: everything we store about you. You're signed out everywhere.
account-delete-kept = Kept for up to a year: a log of account activity and network addresses, under a number instead of your name.
account-delete-courses = Your courses and XP stay with Timeback. If you sign in with Timeback again, you start with a new account.
# What must be typed to delete the account: small letters.
account-delete-word = delete
# $word (String) - the word to type.
account-delete-type = Type the word “{ $word }”
account-delete-button = Delete my account
account-deleted = Account deleted
account-deleted-title = Your account is deleted
account-deleted-note = You're signed out everywhere. Goodbye, and all the best!

## Confirming that it is the user

account-confirm = Confirm it's you
account-confirm-note = You're about to change something important. Confirm it's you, and you'll go right back.
account-confirm-app-code = Code from your app, or a backup code
account-confirm-app-or-text-code = Code from your app or a text message, or a backup code
account-confirm-password = Your password
account-confirm-use-mail = Use an e-mailed code
account-confirm-mail = E-mail me a code
account-confirm-mail-code = Code from the e-mail
account-confirm-by-sign-in = Sign out and back in: we won't ask again for five minutes.
account-confirm-also-by-sign-in = You can also sign out and back in: we won't ask again for five minutes.
account-confirm-no-mail = No e-mail? You can also sign out and back in: we won't ask again for five minutes.
