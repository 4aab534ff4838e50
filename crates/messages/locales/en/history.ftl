## History

history-title = History
history-show = Show
history-all-xp = All XP
history-subjects = Subjects
history-apps = Apps
history-unknown = We can't see your XP right now. It's safe in Timeback.
history-none = No XP yet. Each focused minute of learning is about 1 XP.
weeks = Weeks
week-before = Week before
week-after = Week after
by-month = By month

## A day

day-title = A day
day-xp = XP that day
# $xp (Element) - XP of the day, in bold.
# $goal (String) - the goal.
xp-of-goal = { $xp } of { $goal } XP
day-may-change = New work can take a few minutes to be counted.
day-unknown = We can't see this day's work right now.
day-nothing = Nothing was done on this day.
day-whole-week = The whole week
work-caption = Work by subject and app
work-subject = Subject
work-minutes = Minutes
work-min = Min
work-correct = Correct
work-taken-back = XP was taken back. That happens when answers are rushed.
# $percent (String) - such as 80%.
work-needs-accuracy = You need { $percent } correct answers to earn XP. Have another go!
work-no-xp = No XP for this yet.
done-title = Finished
done-activity = Activity

## A course

course-title = Course
course-xp-so-far = XP so far
# $app (Element) - the app's name.
# $xp (String) - XP earned in it.
app-xp = { $app }: { $xp } XP

## Students, for their guardians and teachers

students-title = Students
student-title = Student
students-all = All students
# $count (Number) - how many more.
students-more = { $count ->
    [one] { $count } more student
   *[other] { $count } more students
}
# $name (String) - the student's name.
student-xp-today = { $name }: XP today
student-unknown = We can't see today's XP right now.
# $xp (String) - XP of seven days.
student-week = Last seven days: { $xp } XP
students-none-title = No students here
students-none = This page is for guardians and teachers. Timeback has no students for your account.
students-none-ask = Should there be some? Ask your school to connect them to your account.
