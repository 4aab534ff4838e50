## History

history-title = Historial
history-show = Mostrar
history-all-xp = Todos los XP
history-subjects = Materias
history-apps = Aplicaciones
history-unknown = Ahora no podemos ver tus XP. Están a salvo en Timeback.
history-none = Todavía no hay XP. Cada minuto de estudio con atención es más o menos 1 XP.
weeks = Semanas
week-before = Semana anterior
week-after = Semana siguiente
by-month = Por mes

## A day

day-title = Un día
day-xp = XP de ese día
xp-of-goal = { $xp } de { $goal } XP
day-may-change = El trabajo nuevo puede tardar unos minutos en contarse.
day-unknown = Ahora no podemos ver el trabajo de este día.
day-nothing = Este día no se hizo nada.
day-whole-week = Toda la semana
work-caption = Trabajo por materia y aplicación
work-subject = Materia
work-minutes = Minutos
work-min = Min
work-correct = Aciertos
work-taken-back = Se descontaron XP. Pasa cuando se responde con prisa.
work-needs-accuracy = Para ganar XP hace falta un { $percent } de aciertos. ¡Inténtalo otra vez!
work-no-xp = Todavía no hay XP por esto.
done-title = Terminado
done-activity = Actividad

## A course

course-title = Curso
course-xp-so-far = XP hasta ahora
app-xp = { $app }: { $xp } XP

## Students, for their guardians and teachers

students-title = Estudiantes
student-title = Estudiante
students-all = Todos los estudiantes
students-more = { $count ->
    [one] { $count } estudiante más
   *[other] { $count } estudiantes más
}
student-xp-today = { $name }: XP de hoy
student-unknown = Ahora no podemos ver los XP de hoy.
student-week = Últimos siete días: { $xp } XP
students-none-title = Aquí no hay estudiantes
students-none = Esta página es para familias y profesores. Timeback no tiene estudiantes para tu cuenta.
students-none-ask = ¿Debería haber alguno? Pide a tu escuela que los conecte con tu cuenta.
