language-name = Español

## Every page

skip-to-content = Ir al contenido
main-navigation = Principal
nav-profile = Perfil
nav-students = Estudiantes
nav-history = Historial
nav-account = Cuenta
sign-out = Cerrar sesión
language = Idioma
description = ¿Cómo voy hoy? XP, metas y cursos de Timeback.
try-again = Intentar de nuevo
go-to-start = Ir a la página de inicio

not-found-title = Página no encontrada
not-found = Puede que la dirección tenga un error o que la página haya cambiado de lugar.
too-many-reads = { $seconds ->
    [one] Esta página se abrió muchas veces hace un momento. Espera un segundo y ábrela de nuevo. No se pierde nada.
   *[other] Esta página se abrió muchas veces hace un momento. Espera { $seconds } segundos y ábrela de nuevo. No se pierde nada.
}
too-many-reads-title = Un momento, por favor

check-field = Revisa { $label }.

## Why something is not there

error-signed-out = Tu sesión se ha cerrado. Inicia sesión de nuevo.
error-not-in-timeback = Timeback todavía no conoce esta cuenta.
error-ambiguous = Timeback conoce más de una cuenta con tu correo electrónico.
error-address-reassigned = Para Timeback, tu correo electrónico es de otra persona.
error-timeback-unavailable = Timeback no responde en este momento. Inténtalo de nuevo en un momento.
error-timeback-unreadable = Timeback envió algo que no pudimos leer. Inténtalo de nuevo más tarde.
error-too-many-reads = Pediste tu perfil muchas veces hace un momento. Espera un poco e inténtalo de nuevo.
error-offline = No se puede acceder al panel. ¿Tienes conexión a internet?
error-bad-request = No entendimos la solicitud. Vuelve a cargar la página.
error-unavailable = El panel no está disponible en este momento. Inténtalo de nuevo en un momento.
error-internal = Algo salió mal de nuestro lado. Inténtalo de nuevo.

## Figures

xp = { $xp } XP
xp-in-bold = { $xp } XP
xp-unit = XP
percent = { $number } %
minutes = { $minutes } min
xp-of-goal-today = { $xp } de { $goal } XP hoy
xp-today = { $xp } XP hoy
goal-a-day = Meta: { $goal } XP al día
reached = ✓ lograda
this-week = Esta semana: { $xp } XP
days = { $first } – { $last }
open-course = Abrir { $name }

date-time = { $day }, { $time } UTC

grade-pre-k = Preescolar
grade-kindergarten = Kínder
grade-ap = AP
grade = Grado { $grade }
student-without-name = Estudiante sin nombre
