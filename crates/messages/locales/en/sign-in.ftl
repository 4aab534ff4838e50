## Fields and buttons of several pages

sign-in-email = E-mail address
sign-in-password = Password
sign-in-new-password = New password
sign-in-new-password-note = At least 8 characters. A few words are easy to remember and hard to guess.
sign-in-code-from-mail = Code from the e-mail
sign-in-submit = Sign in
sign-in-continue = Continue
sign-in-mail-again = Send another e-mail

## The sign-in page

sign-in-title = Sign in
sign-in-welcome = How far are you today?
sign-in-welcome-what = Your XP, your goals and your courses, at a glance.
sign-in-then-on = Sign in, and we'll take you to the page you asked for.
sign-in-with-timeback = Sign in with Timeback
sign-in-other-ways = Other ways to sign in
# $provider (String) - such as Google.
sign-in-with-provider = Continue with { $provider }
sign-in-local = Or use your account here
sign-in-mail-code = E-mail me a code
sign-in-forgot = I forgot my password

about-schools = For schools
about-schools-what = Host this dashboard on your own server: the accounts are yours. No ads, no trackers.
about-developers = For developers
about-developers-what = Put Timeback and accounts in your own app.
about-examples = Examples
about-api = HTTP API

## The sandbox's people

people-title = Try it now
people-what = This dashboard runs on its own sandbox, and everyone here is made up. Pick someone to sign in as them.
people-more = More people
# $mailbox (Element) - people-mailbox-link.
people-mailbox = E-mails aren't sent here. Find them in the { $mailbox }.
people-mailbox-link = mailbox
people-student = A student with three courses and goals
people-guardian = A guardian of Maya and Chidi
people-teacher = A teacher with three classes
people-new-student = New here: no courses yet
people-no-goals = Courses without goals
people-fractional = 12.5 XP today
people-negative = Some XP was taken back today
people-busy = 50 courses and three years of history
people-unicode = Names in several scripts, with emoji and HTML
people-apostrophe = An apostrophe in the e-mail address
people-twins = Shares an e-mail address with her twin
people-stranger = Not known to Timeback

## A new account

sign-up-title = Create an account
sign-up-address = Use your school e-mail address, so your courses and XP show up.
sign-up-submit = Create account
sign-up-have-one = Already have one?

## A second step

second-step-title = Two-step verification
second-step-heading = One more step
second-step-texted = We texted you a code. It can take a minute. Enter the newest one.
second-step-app = Open your authenticator app and enter the code it shows.
second-step-phone = Have us text a code to your phone, and enter it here.
second-step-code = Code
second-step-code-note = Six digits. If you don't have your device, enter one of your backup codes.
# $last (String) - the last four digits of a phone number.
second-step-text = Text a code to the number ending in { $last }
second-step-someone-else = Sign in as someone else

## A forgotten password

recover-title = New password
recover-forgot = Forgot your password?
recover-forgot-what = Enter your e-mail address. If it has an account here, we'll e-mail you a code to set a new password.
recover-send = Send the e-mail
recover-remember = Remember it?
recover-set-title = Set a new password
# $email (Element) - the address of the account, in bold.
recover-set-for = For { $email }. All your other devices will be signed out.
recover-set = Set the password
recover-done-title = Your new password is saved
recover-done = Use it the next time you sign in. All your other devices have been signed out.
recover-to-profile = Go to your profile

## Codes and links from mails

confirm-title = Confirm
confirm-sign-up = Confirm your address
confirm-sign-in = Sign in with a code
confirm-recovery = Set a new password
confirm-email-change = Change your address
confirm-sign-up-submit = Confirm and sign in
confirm-email-change-submit = Change the address
confirm-sign-up-sent = If this address can be used for a new account, we've e-mailed it an eight-digit code. Already have an account? Sign in instead.
confirm-sent = If this address has an account, we've e-mailed it an eight-digit code.
confirm-email-change-sent = We e-mailed an eight-digit code to your new address and another to your current one. Enter both here.
confirm-sent-again = If your last e-mail is more than a minute old, another one is on its way. Use the newest code.
confirm-no-mail = No e-mail after a minute? Check your spam folder, and check the address above.
confirm-to-start = Back to the start
# $email (Element) - the address that was mailed to, in bold.
confirm-link-for = For { $email }. If you didn't ask for this e-mail, close this page.
# $app (Element) - the host of an app, in bold.
confirm-link-onward = The button takes you back to { $app }.
# $app (Element) - the host of an app, in bold.
confirm-link-onward-both = Once both addresses are confirmed, you'll return to { $app }.
confirm-no-link = This link no longer works
confirm-no-link-why = A link works once and expires soon. If you got more than one e-mail, use the newest.
confirm-no-link-sign-in = Sign in, or get another code
confirm-no-link-sign-up = Confirm the address of a new account
confirm-changed = Your address has changed
confirm-changed-what = Sign in with the new one from now on.
confirm-half = This address is confirmed. Now open the link in the e-mail to the other one.

## Whether an account is one's own

link-title = Is this account yours?
# $email (Element) - the account's address, in bold.
# $provider (String) - such as Timeback or Google.
link-question = There is an account with the address { $email } here already. Confirm it's yours, and you can use { $provider } to sign in to it.
link-no-way = This account has no password, and this school doesn't send e-mail. Please ask your teacher.
link-not-mine = It's not mine
link-mine = It's mine
link-password = Password for this account
link-sent = We e-mailed you a code. Use the newest one.
link-mail-code = E-mail me a code instead
link-nothing = Nothing to confirm
link-nothing-why = It took too long, or it's already done.
link-sign-in-again = Sign in again

## What a sentence calls a field, as in "Please check the e-mail address."

sign-in-field-email = the e-mail address
sign-in-field-password = the password
sign-in-field-code = the code

## What went wrong

sign-in-error-email = Enter your e-mail address, like maya@school.example. Look for missing or extra characters.
sign-in-error-taken = This address already has an account. Sign in with it, or use another address.
sign-in-error-password = Enter your password.
sign-in-error-credentials = That e-mail and password don't match. Check both and try again.
sign-in-error-compromised = Your school asked you to choose a new password. Use “I forgot my password” below: we'll e-mail you a code for it.
sign-in-error-short = Choose a password of at least 8 characters.
sign-in-error-guessable = That password is easy to guess: it's common, or it's your own address. Choose another one; a few words are easy to remember.
sign-in-error-long = That password is too long. Use up to 128 characters.
sign-in-error-same = That's your old password. Choose another one.
sign-in-error-code = That code is wrong, has expired, or was already used. Use the one from the newest e-mail, or ask for another.
sign-in-error-no-code = Enter the code.
sign-in-error-factor-code = That code is wrong or was already used. Enter the code your app shows now, the newest one we texted, or an unused backup code.

sign-in-error-cancelled = You didn't finish signing in. You can try again.
sign-in-error-provider = That sign-in didn't answer as expected. Please try again in a moment, or sign in another way.
sign-in-error-provider-email = That account has no confirmed e-mail address, so we can't make an account for you from it. Create one here with your e-mail address, then connect the other on your account page.
sign-in-error-expired = That took too long, or started in another browser. Please sign in again.
sign-in-error-no-email = Your account has no confirmed e-mail address, so we can't find you in Timeback. Please ask your teacher.
sign-in-error-timeback = Timeback's sign-in is not answering right now. Please try again in a moment.
sign-in-error-factor-expired = That took too long, or there were too many wrong codes. Please sign in again.
sign-in-error-link = This link no longer works: it has expired or was already used.
sign-in-error-banned = This account is blocked. Please ask your school.
sign-in-error-no-mail = This dashboard doesn't send e-mail. Please ask your teacher.
sign-in-error-no-sms = This dashboard doesn't send text messages. Enter a backup code, or ask your school.
sign-in-error-texted = We just texted you. Check your phone, or try again in a minute.
sign-in-error-often = Too many tries. Please wait a few minutes, then try again.
sign-in-error-not-linked = Please sign in with your own account, or ask your teacher whose the other one is.
sign-in-error-reassigned = The account here with your e-mail address belongs to another Timeback user. Please ask your school's administrator to remove it so you can have your own.
sign-in-error-ended = You've been signed out, after too long or too many wrong tries. Please sign in again.
sign-in-error-closed = At this school everyone signs in with Timeback.
sign-in-error-busy = A lot of people are signing in right now. Please try again in a moment.
sign-in-error-broken = Something went wrong on our side. Please try again in a moment.
sign-in-error = Sign-in didn't work. Please try again.
