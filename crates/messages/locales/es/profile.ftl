## The dashboard

profile-title = Perfil
profile-loading = Cargando tu perfil…
hello = ¡Hola!
hello-name = ¡Hola, { $name }!

stale-since = Lo que ves es de las { $time }.
stale-since-yesterday = Lo que ves es de ayer a las { $time }.
updated = Actualizado { $age }
age-now = ahora mismo
age-minutes = { $minutes ->
    [one] hace { $minutes } minuto
   *[other] hace { $minutes } minutos
}
age-hours = { $hours ->
    [one] hace { $hours } hora
   *[other] hace { $hours } horas
}
refresh = Actualizar
refreshing = Actualizando…

your-students = Tus estudiantes
your-students-what = Mira lo que cada uno ha hecho hoy y esta semana.
your-students-open = Ver a tus estudiantes

## Today

today-title = Hoy
of-goal = de { $goal } XP
all-time = En total: { $xp } XP
xp-to-go = Te faltan { $xp } XP en { $course }
today-unknown = Ahora no podemos ver tus XP de hoy. Están a salvo en Timeback.
today-taken-back = Se descontaron algunos XP. Pasa cuando se responde con prisa. Con una lección hecha con calma se recuperan.
today-reached = Alcanzaste la meta de hoy. ¡Muy bien!
today-reached-of-student = La meta de hoy está cumplida.
today-to-goal = Faltan { $xp } XP para la meta de hoy.
today-good = Hasta ahora, un buen día de trabajo.
today-nothing = Todavía nada hoy. Un minuto de estudio con atención es más o menos 1 XP.

## The week

week-title = Los últimos siete días
week-title-before-today = Los siete días antes de hoy
todays-goal = Meta de hoy: { $goal } XP
all-days = Todos tus días
streak = { $days ->
    [one] Meta cumplida { $days } día seguido
   *[other] Meta cumplida { $days } días seguidos
}
streak-day-off = Esta semana tuviste un día de clase libre. No pasa nada.
streak-day-off-of-student = Esta semana hubo un día de clase libre. No pasa nada.
streak-rule = Los fines de semana y las vacaciones no cuentan en contra, y tampoco un día de clase libre por semana.

## Goals

goals-title = Metas de hoy
goals-none = No hay metas. Cada minuto de atención cuenta.
goal-xp = XP
goal-focused-time = Tiempo de atención
goal-accuracy = Aciertos
goal-units = Unidades dominadas
goal-lessons = Lecciones
so-far-of-target = { $so-far } de { $target }
so-far-aim = { $so-far }, meta { $target }
goal-target = Meta: { $target }

## Courses

courses-title = Cursos { $count }
courses-none = Todavía no estás en ningún curso. Tu profe puede agregarte a uno.
courses-none-of-student = Todavía no está en ningún curso.
courses-unknown = Ahora no podemos ver tus cursos.
courses-unknown-of-student = Ahora no podemos ver los cursos.
courses-more = Más cursos ({ $count })
courses-past-and-upcoming = Pasados y próximos ({ $count })
course-xp-today = { $course }: XP de hoy
course-open = Abrir
course-ended = Terminado
course-upcoming = Empieza más adelante
course-xp-unknown = Ahora no podemos ver los XP de este curso.
xp-in-all = { $xp } XP en total
xp-of-size-in-all = { $xp } de { $size } XP en total
percent-done = { $percent } hecho
last-active = última actividad: { $day }

## Without a profile

unavailable-title = Tu perfil todavía no está aquí
unavailable-ambiguous = Un profe o la oficina de tu escuela puede arreglarlo: cada estudiante necesita su propio correo.
unavailable-reassigned = Tu cuenta aquí se creó para otro usuario de Timeback. Pide a quien administra la escuela que la elimine para que puedas tener la tuya.
not-in-timeback-title = Ya iniciaste sesión
not-in-timeback = Timeback todavía no conoce esta cuenta. Cuando tu escuela te agregue, tus cursos y tus XP aparecerán aquí.
not-in-timeback-just-added = ¿Te acaban de agregar? Comprueba otra vez.
not-in-timeback-other-account = ¿Tienes otra cuenta de la escuela? Cierra sesión y entra con esa.
not-in-timeback-ask = Si no, pide a tu profe que te agregue a Timeback.
check-again = Comprobar otra vez
