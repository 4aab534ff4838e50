## Fields and buttons of several pages

sign-in-email = Correo electrónico
sign-in-password = Contraseña
sign-in-new-password = Contraseña nueva
sign-in-new-password-note = Al menos 8 caracteres. Unas cuantas palabras son fáciles de recordar y difíciles de adivinar.
sign-in-code-from-mail = Código del correo
sign-in-submit = Iniciar sesión
sign-in-continue = Continuar
sign-in-mail-again = Enviar otro correo

## The sign-in page

sign-in-title = Iniciar sesión
sign-in-welcome = ¿Cómo vas hoy?
sign-in-welcome-what = Tus XP, tus metas y tus cursos, de un vistazo.
sign-in-then-on = Inicia sesión y te llevamos a la página que querías ver.
sign-in-with-timeback = Iniciar sesión con Timeback
sign-in-other-ways = Otras formas de iniciar sesión
sign-in-with-provider = Continuar con { $provider }
sign-in-local = O usa tu cuenta de aquí
sign-in-mail-code = Enviarme un código por correo
sign-in-forgot = Olvidé mi contraseña

about-schools = Para escuelas
about-schools-what = Instala este panel en tu propio servidor: las cuentas son tuyas. Sin anuncios ni rastreadores.
about-developers = Para desarrolladores
about-developers-what = Integra Timeback y cuentas de usuario en tu propia aplicación.
about-examples = Ejemplos
about-api = API HTTP

## The sandbox's people

people-title = Pruébalo ahora
people-what = Este panel funciona con su propio entorno de pruebas y todas las personas son inventadas. Elige a alguien para entrar como esa persona.
people-more = Más personas
people-mailbox = Aquí no se envían correos. Los encuentras en el { $mailbox }.
people-mailbox-link = buzón
people-student = Una estudiante con tres cursos y metas
people-guardian = La tutora de Maya y Chidi
people-teacher = Una profesora con tres clases
people-new-student = Acaba de llegar: todavía sin cursos
people-no-goals = Cursos sin metas
people-fractional = 12,5 XP hoy
people-negative = Hoy se le descontaron algunos XP
people-busy = 50 cursos y tres años de historial
people-unicode = Nombres en varias escrituras, con emojis y HTML
people-apostrophe = Un apóstrofo en el correo electrónico
people-twins = Comparte el correo electrónico con su gemela
people-stranger = Timeback no lo conoce

## A new account

sign-up-title = Crear una cuenta
sign-up-address = Usa tu correo electrónico de la escuela para que aparezcan tus cursos y tus XP.
sign-up-submit = Crear cuenta
sign-up-have-one = ¿Ya tienes una?

## A second step

second-step-title = Verificación en dos pasos
second-step-heading = Un paso más
second-step-texted = Te enviamos un código por mensaje de texto. Puede tardar un minuto. Escribe el más reciente.
second-step-app = Abre tu aplicación de autenticación y escribe el código que muestra.
second-step-phone = Pide que te enviemos un código al teléfono y escríbelo aquí.
second-step-code = Código
second-step-code-note = Seis dígitos. Si no tienes tu dispositivo, escribe uno de tus códigos de respaldo.
second-step-text = Enviar un código al número que termina en { $last }
second-step-someone-else = Entrar como otra persona

## A forgotten password

recover-title = Contraseña nueva
recover-forgot = ¿Olvidaste tu contraseña?
recover-forgot-what = Escribe tu correo electrónico. Si tiene una cuenta aquí, te enviaremos un código para elegir una contraseña nueva.
recover-send = Enviar el correo
recover-remember = ¿La recuerdas?
recover-set-title = Elige una contraseña nueva
recover-set-for = Para { $email }. Se cerrará la sesión en todos tus otros dispositivos.
recover-set = Guardar la contraseña
recover-done-title = Tu contraseña nueva está guardada
recover-done = Úsala la próxima vez que inicies sesión. Se cerró la sesión en todos tus otros dispositivos.
recover-to-profile = Ir a tu perfil

## Codes and links from mails

confirm-title = Confirmar
confirm-sign-up = Confirma tu correo electrónico
confirm-sign-in = Inicia sesión con un código
confirm-recovery = Elige una contraseña nueva
confirm-email-change = Cambia tu correo electrónico
confirm-sign-up-submit = Confirmar e iniciar sesión
confirm-email-change-submit = Cambiar el correo
confirm-sign-up-sent = Si este correo se puede usar para una cuenta nueva, le enviamos un código de ocho dígitos. ¿Ya tienes una cuenta? Entonces inicia sesión.
confirm-sent = Si este correo tiene una cuenta, le enviamos un código de ocho dígitos.
confirm-email-change-sent = Enviamos un código de ocho dígitos a tu correo nuevo y otro al actual. Escribe los dos aquí.
confirm-sent-again = Si tu último correo tiene más de un minuto, otro está en camino. Usa el código más reciente.
confirm-no-mail = ¿No llega nada después de un minuto? Mira en la carpeta de spam y comprueba el correo de arriba.
confirm-to-start = Volver al inicio
confirm-link-for = Para { $email }. Si no pediste este correo, cierra esta página.
confirm-link-onward = El botón te lleva de vuelta a { $app }.
confirm-link-onward-both = Cuando los dos correos estén confirmados, volverás a { $app }.
confirm-no-link = Este enlace ya no funciona
confirm-no-link-why = Un enlace funciona una sola vez y caduca pronto. Si recibiste más de un correo, usa el más reciente.
confirm-no-link-sign-in = Iniciar sesión o pedir otro código
confirm-no-link-sign-up = Confirmar el correo de una cuenta nueva
confirm-changed = Tu correo electrónico cambió
confirm-changed-what = A partir de ahora, inicia sesión con el nuevo.
confirm-half = Este correo está confirmado. Ahora abre el enlace que enviamos al otro.

## Whether an account is one's own

link-title = ¿Es tuya esta cuenta?
link-question = Aquí ya hay una cuenta con el correo { $email }. Confirma que es tuya y podrás usar { $provider } para entrar en ella.
link-no-way = Esta cuenta no tiene contraseña y esta escuela no envía correos. Pregunta a tu profe.
link-not-mine = No es mía
link-mine = Es mía
link-password = Contraseña de esta cuenta
link-sent = Te enviamos un código por correo. Usa el más reciente.
link-mail-code = Mejor envíame un código por correo
link-nothing = No hay nada que confirmar
link-nothing-why = Pasó demasiado tiempo o ya está hecho.
link-sign-in-again = Iniciar sesión de nuevo

## What a sentence calls a field

sign-in-field-email = el correo electrónico
sign-in-field-password = la contraseña
sign-in-field-code = el código

## What went wrong

sign-in-error-email = Escribe tu correo electrónico, por ejemplo maya@school.example. Fíjate si falta o sobra algo.
sign-in-error-taken = Este correo ya tiene una cuenta. Inicia sesión con él o usa otro.
sign-in-error-password = Escribe tu contraseña.
sign-in-error-credentials = El correo y la contraseña no coinciden. Revísalos e inténtalo de nuevo.
sign-in-error-compromised = Tu escuela te pide que elijas una contraseña nueva. Usa «Olvidé mi contraseña», aquí abajo: te enviaremos un código por correo.
sign-in-error-short = Elige una contraseña de al menos 8 caracteres.
sign-in-error-guessable = Esa contraseña es fácil de adivinar: es muy común o es tu propio correo. Elige otra; unas cuantas palabras son fáciles de recordar.
sign-in-error-long = Esa contraseña es demasiado larga. Usa 128 caracteres como máximo.
sign-in-error-same = Esa es tu contraseña anterior. Elige otra.
sign-in-error-code = Ese código es incorrecto, caducó o ya se usó. Usa el del correo más reciente o pide otro.
sign-in-error-no-code = Escribe el código.
sign-in-error-factor-code = Ese código es incorrecto o ya se usó. Escribe el que tu aplicación muestra ahora, el último que te enviamos o un código de respaldo sin usar.

sign-in-error-cancelled = No terminaste de iniciar sesión. Puedes intentarlo de nuevo.
sign-in-error-provider = Ese servicio no respondió como esperábamos. Inténtalo de nuevo en un momento o inicia sesión de otra forma.
sign-in-error-provider-email = Esa cuenta no tiene un correo electrónico confirmado, así que no podemos crearte una cuenta con ella. Crea una aquí con tu correo y después conecta la otra en la página de tu cuenta.
sign-in-error-expired = Pasó demasiado tiempo o empezaste en otro navegador. Inicia sesión de nuevo.
sign-in-error-no-email = Tu cuenta no tiene un correo electrónico confirmado, así que no te encontramos en Timeback. Pregunta a tu profe.
sign-in-error-timeback = El inicio de sesión de Timeback no responde en este momento. Inténtalo de nuevo en un momento.
sign-in-error-factor-expired = Pasó demasiado tiempo o hubo demasiados códigos incorrectos. Inicia sesión de nuevo.
sign-in-error-link = Este enlace ya no funciona: caducó o ya se usó.
sign-in-error-banned = Esta cuenta está bloqueada. Pregunta en tu escuela.
sign-in-error-no-mail = Este panel no envía correos. Pregunta a tu profe.
sign-in-error-no-sms = Este panel no envía mensajes de texto. Escribe un código de respaldo o pregunta en tu escuela.
sign-in-error-texted = Te acabamos de enviar un mensaje. Mira tu teléfono o inténtalo de nuevo en un minuto.
sign-in-error-often = Demasiados intentos. Espera unos minutos e inténtalo de nuevo.
sign-in-error-not-linked = Inicia sesión con tu propia cuenta o pregunta a tu profe de quién es la otra.
sign-in-error-reassigned = La cuenta de aquí con tu correo es de otro usuario de Timeback. Pide a quien administra la escuela que la elimine para que puedas tener la tuya.
sign-in-error-ended = Tu sesión se cerró porque pasó demasiado tiempo o hubo demasiados intentos incorrectos. Inicia sesión de nuevo.
sign-in-error-closed = En esta escuela todos inician sesión con Timeback.
sign-in-error-busy = Muchas personas están iniciando sesión ahora mismo. Inténtalo de nuevo en un momento.
sign-in-error-broken = Algo salió mal de nuestro lado. Inténtalo de nuevo en un momento.
sign-in-error = No pudiste iniciar sesión. Inténtalo de nuevo.
