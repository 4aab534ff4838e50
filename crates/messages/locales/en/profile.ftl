## The dashboard

profile-title = Profile
profile-loading = Loading your profile…
hello = Hello!
# $name (String) - the given name the student goes by.
hello-name = Hi, { $name }!

# $time (String) - a time of day, such as 10:42.
stale-since = What you see is from { $time }.
# $time (String) - a time of day, such as 10:42.
stale-since-yesterday = What you see is from yesterday, { $time }.
# $age (Element) - such as "5 minutes ago".
updated = Updated { $age }
age-now = just now
# $minutes (Number) - whole minutes, 1 to 59.
age-minutes = { $minutes ->
    [one] { $minutes } minute ago
   *[other] { $minutes } minutes ago
}
# $hours (Number) - whole hours.
age-hours = { $hours ->
    [one] { $hours } hour ago
   *[other] { $hours } hours ago
}
refresh = Refresh
refreshing = Refreshing…

your-students = Your students
your-students-what = See what each of them has done today and this week.
your-students-open = See your students

## Today

today-title = Today
# $goal (String) - the goal.
of-goal = of { $goal } XP
# $xp (Element) - all-time XP, in bold.
all-time = All time: { $xp } XP
# $xp (String) - XP to the goal of a course.
# $course (Element) - the course.
xp-to-go = { $xp } XP to go in { $course }
today-unknown = We can't see today's XP right now. It's safe in Timeback.
today-taken-back = Some XP was taken back. That happens when answers are rushed. A careful lesson earns it back.
today-reached = You reached today's goal. Well done!
today-reached-of-student = Today's goal is reached.
# $xp (String) - XP to the goal.
today-to-goal = { $xp } XP to today's goal.
today-good = A good day's work so far.
today-nothing = Nothing yet today. One minute of focused learning is about 1 XP.

## The week

week-title = The last seven days
week-title-before-today = The seven days before today
# $goal (String) - today's goal.
todays-goal = Today's goal: { $goal } XP
all-days = All your days
# $days (Number) - the days of the streak.
streak = { $days ->
    [one] Goal reached { $days } day in a row
   *[other] Goal reached { $days } days in a row
}
streak-day-off = You had a school day off this week. That's fine.
streak-day-off-of-student = There was a school day off this week. That's fine.
streak-rule = Weekends and holidays don't count against it, and neither does one school day off a week.

## Goals

goals-title = Today's goals
goals-none = No goals are set. Any focused minute counts.
goal-xp = XP
goal-focused-time = Focused time
goal-accuracy = Accuracy
goal-units = Units mastered
goal-lessons = Lessons
# $so-far (String) - what is done, without a unit.
# $target (String) - the goal, with its unit.
so-far-of-target = { $so-far } of { $target }
# $so-far (String) - what is done, with its unit.
# $target (String) - the goal, with its unit.
so-far-aim = { $so-far }, aim { $target }
# $target (String) - the goal, with its unit.
goal-target = Goal: { $target }

## Courses

# $count (Element) - how many there are; nothing where there are none.
courses-title = Courses { $count }
courses-none = You're not in a course yet. Your teacher can add you to one.
courses-none-of-student = Not in a course yet.
courses-unknown = We can't see your courses right now.
courses-unknown-of-student = We can't see the courses right now.
# $count (String) - how many there are.
courses-more = More courses ({ $count })
# $count (String) - how many there are.
courses-past-and-upcoming = Past and upcoming ({ $count })
# $course (String) - the course.
course-xp-today = { $course }: XP today
course-open = Open
course-ended = Ended
course-upcoming = Starts later
course-xp-unknown = We can't see this course's XP right now.
# $xp (String) - XP in the course so far.
xp-in-all = { $xp } XP in all
# $xp (String) - XP in the course so far.
# $size (String) - the XP of the whole course.
xp-of-size-in-all = { $xp } of { $size } XP in all
# $percent (String) - such as 40%.
percent-done = { $percent } done
# $day (String) - such as Nov 23.
last-active = last active { $day }

## Without a profile

unavailable-title = Your profile is not here yet
unavailable-ambiguous = A teacher or your school's office can fix this: each student needs their own address.
unavailable-reassigned = Your account here was set up for another Timeback user. Please ask your school's administrator to remove it so you can have your own.
not-in-timeback-title = You are signed in
not-in-timeback = Timeback doesn't know this account yet. Once your school adds you, your courses and XP will show up here.
not-in-timeback-just-added = Were you just added? Check again.
not-in-timeback-other-account = Do you have another school account? Sign out, then sign in with that one.
not-in-timeback-ask = If not, ask your teacher to add you to Timeback.
check-again = Check again
