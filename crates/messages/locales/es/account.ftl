## The pages

account-personal = Datos personales
account-security = Seguridad
account-data = Tus datos
account-loading = Cargando tu cuenta…

account-remove = Quitar
account-remove-entry = Quitar { $entry }
account-make-main = Usar como principal
account-is-confirmed = Confirmado
account-is-unconfirmed = Aún sin confirmar
account-not-set = Sin definir
account-continue = Continuar
account-cancel = Cancelar

## Picture, name, time zone

account-picture = Foto
account-picture-yours = Tu foto
account-picture-initials = Tus iniciales
account-picture-add = Agregar una foto
account-picture-change = Cambiar la foto
account-picture-remove = Quitar la foto
account-picture-new = Foto nueva
account-picture-note = PNG, JPEG, WebP o GIF, hasta 2 MB. Se queda el cuadrado del centro.
account-picture-save = Guardar la foto

account-name = Nombre
account-name-add = Agregar tu nombre
account-name-change = Cambiar el nombre
account-first-name = Nombre
account-last-name = Apellido
account-name-save = Guardar el nombre
account-username = Nombre de usuario

account-time-zone = Zona horaria
account-time-zone-of-school = { $zone } (la de tu escuela)
account-time-zone-change = Cambiar la zona horaria
account-time-zone-note = Tu día empieza allí a medianoche.
account-time-zone-school = Zona horaria de la escuela ({ $zone })
account-time-zone-save = Guardar la zona horaria
account-time-zone-device = Usar la zona horaria de este dispositivo: { $zone }

## E-mail addresses

account-email = Correos electrónicos
account-email-none = Ninguno
account-email-of-school = Viene de Timeback. Tu escuela puede cambiarlo allí.
account-email-ask-teacher = Si quieres usar otro correo, pídeselo a tu profe.
account-email-change = Cambiar el correo principal
account-email-change-now = Reemplaza tu correo actual de inmediato.
account-email-change-by-codes = Enviaremos un código al correo nuevo y otro al actual. Nada cambia hasta que escribas los dos.
account-email-new = Correo electrónico nuevo
account-email-save = Cambiar el correo
account-email-change-to = Quieres cambiar a { $address }.
account-email-new-confirmed = Correo nuevo: confirmado
account-email-new-unconfirmed = Correo nuevo: sin confirmar
account-email-current-confirmed = Correo actual: confirmado
account-email-current-unconfirmed = Correo actual: sin confirmar
account-email-code = Código de uno de los correos
account-email-enter-code = Enviar el código
account-email-send-again = Enviar los códigos otra vez
account-email-keep = Conservar mi correo actual

account-address-main = Correo principal
account-address-main-unconfirmed = Correo principal, aún sin confirmar
account-address-from-timeback = { $state }, de Timeback
account-address-mail = Enviar un código
account-address-mail-to = Enviar un código a { $address }
account-address-make-main = Usar { $address } como correo principal
account-address-code = Código que te enviamos
account-address-confirm = Confirmar el correo
account-address-add = Agregar un correo
account-address-usable-now = Puedes iniciar sesión con él de inmediato.
account-address-usable-later = Le enviaremos un código. Cuando lo escribas, también podrás iniciar sesión con ese correo.
account-address-another = Otro correo electrónico
account-address-save = Agregar el correo

## Phone numbers

account-phone = Números de teléfono
account-phone-main = Número principal
account-phone-text = Envíame un código
account-phone-button = { $action }: { $number }
account-phone-code = Código del mensaje de texto
account-phone-confirm = Confirmar el número
account-phone-add = Agregar un número
account-phone-note = Te enviaremos un código por mensaje de texto para confirmarlo.
account-phone-note-country-code = Empieza con + y el código del país. Te enviaremos un código por mensaje de texto para confirmarlo.
account-phone-new = Número de teléfono nuevo
account-phone-save = Agregar el número

## Connected accounts

account-connected = Cuentas conectadas
account-connect = Conectar { $provider }
account-last-used = { $address }, último uso: { $time }
account-connection-failed = No se conectó.
account-connection-unfinished = Falta terminar.
account-reconnect = Volver a conectar
account-reconnect-provider = Volver a conectar { $provider }
account-disconnect = Desconectar
account-disconnect-provider = Desconectar { $provider }

account-provider-denied = No permitiste el acceso a tu cuenta de { $provider }.
account-provider-unreadable = { $provider } no respondió como se esperaba. Inténtalo de nuevo.
account-provider-of-another = Esa cuenta de { $provider } ya está conectada a otra cuenta de aquí.
account-provider-linked = Esa cuenta de { $provider } ya está conectada a tu cuenta.
account-provider-mismatch = Esa es otra cuenta de { $provider }. En { $provider }, inicia sesión con la que está conectada.
account-provider-unverified = { $provider } no ha verificado ningún correo tuyo. Regístrate con tu correo y después conecta { $provider }.
account-provider-sign-up-off = Aquí no se pueden crear cuentas nuevas. Pregunta en tu escuela.
account-provider-banned = Esta cuenta está bloqueada. Pregunta en tu escuela.

## Password

account-password = Contraseña
account-password-set-on = Creada: { $time }
account-password-set = Crear una contraseña
account-password-change = Cambiar la contraseña
account-password-current = Contraseña actual
account-password-new = Contraseña nueva
account-password-note = Al menos 8 caracteres. Se cerrará la sesión en tus otros dispositivos.
account-password-save = Guardar la contraseña

## Two-step verification

account-factor = Verificación en dos pasos
account-factor-on = Activada. Escribes un código cada vez que inicias sesión.
account-factor-off = Desactivada. Si la activas, para iniciar sesión también hará falta un código de tu teléfono.
account-factor-finish = Terminar de configurar tu aplicación
account-factor-since = App de autenticación, configurada: { $time }
account-factor-texts-on = Le enviamos un código por mensaje de texto cuando inicias sesión.
account-factor-texts-off = Los mensajes de texto están desactivados.
account-factor-turn-on = Activar
account-factor-turn-off = Desactivar
account-factor-turn-on-texts = Activar los mensajes de texto a { $number }
account-factor-turn-off-texts = Desactivar los mensajes de texto a { $number }
account-factor-add = Agregar una aplicación de autenticación
account-factor-name = Nombre de la aplicación o del dispositivo
account-factor-name-example = Mi teléfono
account-factor-note = La aplicación muestra un código nuevo cada 30 segundos.
account-factor-set-up = Configurar una aplicación de autenticación

account-backup-codes = Códigos de respaldo
account-backup-codes-left = { $count ->
    [one] Queda { $count }, para cuando no tengas tu teléfono.
   *[other] Quedan { $count }, para cuando no tengas tu teléfono.
}
account-backup-codes-renew = Obtener códigos de respaldo nuevos
account-backup-codes-yours = Tus códigos de respaldo
account-backup-codes-note = Cada código sirve una sola vez, cuando no tienes tu aplicación de autenticación. Imprímelos o anótalos ahora: no los volverás a ver. Tus códigos anteriores ya no sirven.
account-backup-codes-saved = Ya los guardé

account-enrol-first = Para ver esta página, primero confirma que eres tú.
account-enrol-back = Volver a tu cuenta
account-enrol-scan = Abre tu aplicación de autenticación y escanea este código QR:
account-enrol-qr-code = Código QR con la clave para tu aplicación
account-enrol-key = O escribe esta clave en la aplicación:
account-enrol-enter = Escribe el código de la aplicación:
account-enrol-code = Código de tu aplicación
account-enrol-finish = Terminar
account-enrol-cancel = Cancelar la configuración

## Where the user is signed in

account-sessions = Dónde iniciaste sesión
account-sessions-end-others = Cerrar sesión en todos los demás
account-sessions-others = Otros dispositivos
account-sessions-others-note = Tu sesión sigue abierta en otros dispositivos. Si alguno podría no ser tuyo, cierra sesión ahora.
account-session-this = Este dispositivo
account-session-end = Cerrar sesión: { $device }
account-session-address = desde { $address }
account-session-address-and-place = desde { $address } ({ $place })
account-session-place = { $city }, { $country }
account-session-no-address = dirección desconocida
account-session-last-seen = { $address }, última actividad: { $time }

account-device = { $browser } en { $system }
account-device-app = Una aplicación en { $system }
account-device-unknown = Dispositivo desconocido
account-device-iphone = un iPhone
account-device-ipad = un iPad
account-device-chromebook = una Chromebook
account-device-mac = una Mac

## The user's data

account-export = Descargar
account-export-what = Un archivo con todo lo que guardamos sobre ti, sin contraseñas.
account-export-button = Descargar tus datos
account-stored = Qué guardamos
account-stored-profile = Tu nombre, tu foto, tus correos, tus números de teléfono, tus cuentas conectadas y cómo inicias sesión.
account-stored-sessions = Dónde iniciaste sesión: el dispositivo, su dirección de red, la ciudad aproximada y cuándo. Se borra 30 días después de que termina la sesión.
account-stored-changes = Inicios de sesión y cambios en tu cuenta. Se borran después de un año.
account-stored-courses = Tus cursos y tus XP se quedan en Timeback. Nosotros solo los mostramos.

account-delete = Eliminar la cuenta
account-delete-what = Elimina tu cuenta para siempre. No se puede deshacer.
account-delete-deleted = Se borra de inmediato: todo lo que guardamos sobre ti. Se cierra tu sesión en todas partes.
account-delete-kept = Se conserva hasta un año: un registro de la actividad de la cuenta y de direcciones de red, con un número en lugar de tu nombre.
account-delete-courses = Tus cursos y tus XP se quedan en Timeback. Si vuelves a iniciar sesión con Timeback, empiezas con una cuenta nueva.
account-delete-word = eliminar
account-delete-type = Escribe la palabra “{ $word }”
account-delete-button = Eliminar mi cuenta
account-deleted = Cuenta eliminada
account-deleted-title = Tu cuenta se eliminó
account-deleted-note = Se cerró tu sesión en todas partes. ¡Adiós y que te vaya muy bien!

## Confirming that it is the user

account-confirm = Confirma que eres tú
account-confirm-note = Vas a cambiar algo importante. Confirma que eres tú y volverás enseguida.
account-confirm-app-code = Código de tu aplicación o un código de respaldo
account-confirm-app-or-text-code = Código de tu aplicación o de un mensaje de texto, o un código de respaldo
account-confirm-password = Tu contraseña
account-confirm-use-mail = Usar un código por correo
account-confirm-mail = Envíame un código por correo
account-confirm-mail-code = Código del correo
account-confirm-by-sign-in = Cierra sesión y vuelve a entrar: durante cinco minutos no preguntaremos de nuevo.
account-confirm-also-by-sign-in = También puedes cerrar sesión y volver a entrar: durante cinco minutos no preguntaremos de nuevo.
account-confirm-no-mail = ¿No te llegó el correo? También puedes cerrar sesión y volver a entrar: durante cinco minutos no preguntaremos de nuevo.
