language-name = English

## Every page

skip-to-content = Skip to content
main-navigation = Main
nav-profile = Profile
nav-students = Students
nav-history = History
nav-account = Account
sign-out = Sign out
language = Language
description = How far am I today? XP, goals and courses from Timeback.
try-again = Try again
go-to-start = Go to the start page

not-found-title = Page not found
not-found = The address may have a typo, or the page has moved.
# $seconds (Number) - until the page may be opened again.
too-many-reads = { $seconds ->
    [one] This page was opened very often just now. Please wait a second, then open it again. Nothing is lost.
   *[other] This page was opened very often just now. Please wait { $seconds } seconds, then open it again. Nothing is lost.
}
too-many-reads-title = One moment, please

# $label (Element) - the field to correct, such as "your password", as a link.
check-field = Please check { $label }.

## Why something is not there

error-signed-out = You are signed out. Please sign in again.
error-not-in-timeback = Timeback does not know this account yet.
error-ambiguous = Timeback knows more than one account with your e-mail address.
error-address-reassigned = Timeback knows your e-mail address as somebody else's.
error-timeback-unavailable = Timeback is not answering right now. Please try again in a moment.
error-timeback-unreadable = Timeback sent something we could not read. Please try again later.
error-too-many-reads = You asked for your profile very often just now. Please wait a moment, then try again.
error-offline = The dashboard cannot be reached. Are you online?
error-bad-request = That request could not be understood. Please reload the page.
error-unavailable = The dashboard is not available right now. Please try again in a moment.
error-internal = Something went wrong on our side. Please try again.

## Figures

# $xp (String) - an amount of XP.
xp = { $xp } XP
# $xp (Element) - an amount of XP, in bold.
xp-in-bold = { $xp } XP
xp-unit = XP
# $number (String) - a number.
percent = { $number }%
# $minutes (String) - a number of minutes.
minutes = { $minutes } min
# $xp (String) - XP so far.
# $goal (String) - the goal.
xp-of-goal-today = { $xp } of { $goal } XP today
# $xp (String) - XP so far.
xp-today = { $xp } XP today
# $goal (String) - the goal.
goal-a-day = Goal: { $goal } XP a day
reached = ✓ reached
# $xp (Element) - XP of the week shown, in bold.
this-week = This week: { $xp } XP
# $first (String) - the first day.
# $last (String) - the last day.
days = { $first } – { $last }
# $name (Element) - the course.
open-course = Open { $name }

# $day (String) - such as 20 November 2026.
# $time (String) - such as 16:00.
date-time = { $day }, { $time } UTC

grade-pre-k = Pre-K
grade-kindergarten = Kindergarten
grade-ap = AP
# $grade (Number) - 1 to 12.
grade = Grade { $grade }
student-without-name = A student without a name
