## Every mail

mail-hello = Hola:

## A mail with a code

mail-code-confirm = Para confirmar tu correo electrónico, escribe este código:
mail-code-invite = Tu escuela creó una cuenta para ti. Para iniciar sesión por primera vez, escribe este código:
mail-code-recovery = Para elegir una contraseña nueva, escribe este código:
mail-code-sign-in = Para iniciar sesión, escribe este código:
mail-code-new-address = Para usar este correo electrónico, escribe este código:
mail-code-old-address = Para cambiar tu correo electrónico, escribe este código:
mail-code-verify-address = Para agregar este correo electrónico a tu cuenta, escribe este código:
mail-code-reauthenticate = Para confirmar el cambio que estás haciendo, escribe este código:
mail-code-link = Para entrar en tu cuenta con Timeback, escribe este código:

mail-code-confirm-subject = Confirma tu correo electrónico
mail-code-invite-subject = Tienes una invitación
mail-code-recovery-subject = Elige una contraseña nueva
mail-code-sign-in-subject = Tu código para iniciar sesión
mail-code-change-subject = Cambia tu correo electrónico
mail-code-reauthenticate-subject = Confirma que eres tú
mail-code-link-subject = ¿Es tuya esta cuenta?

mail-code-or-open = O abre esta página y pulsa el botón:
mail-code-or-follow = O abre { $page } y pulsa el botón que verás.
mail-code-this-page = esta página
mail-code-minutes = { $minutes ->
    [one] El código sirve una sola vez, durante { $minutes } minuto.
   *[other] El código sirve una sola vez, durante { $minutes } minutos.
}
mail-code-hours = { $hours ->
    [one] El código sirve una sola vez, durante { $hours } hora.
   *[other] El código sirve una sola vez, durante { $hours } horas.
}
mail-code-never-asked = Nunca te lo pediremos. Si no pediste este correo, puedes ignorarlo.

## A text message with a code

text-code-verify-number = { $minutes ->
    [one] { $code } es tu código de Timeback para confirmar tu teléfono. Sirve durante { $minutes } minuto. No lo compartas.
   *[other] { $code } es tu código de Timeback para confirmar tu teléfono. Sirve durante { $minutes } minutos. No lo compartas.
}
text-code-second-factor = { $minutes ->
    [one] { $code } es tu código de Timeback para confirmar que eres tú. Sirve durante { $minutes } minuto. No lo compartas.
   *[other] { $code } es tu código de Timeback para confirmar que eres tú. Sirve durante { $minutes } minutos. No lo compartas.
}

## An address that has an account

mail-address-taken-subject = Este correo electrónico ya tiene una cuenta
mail-address-taken = Alguien intentó agregar este correo electrónico a otra cuenta. Ya pertenece a tu cuenta, así que no cambió nada.
mail-address-taken-mend = Si fuiste tú, inicia sesión con este correo. Si no, no tienes que hacer nada.

## Changes of an account

mail-notice-when = Fue el { $moment }.
mail-notice-mend = Si fuiste tú, no tienes que hacer nada. Si no, puede que otra persona tenga acceso a tu cuenta. Elige una contraseña nueva en { $url } y avisa a tu escuela.
mail-notice-mend-lost = Si fuiste tú, no tienes que hacer nada. Si no, puede que otra persona tenga acceso a tu cuenta. Avisa a tu escuela enseguida.
mail-notice-mend-locked = Para iniciar sesión ahora, elige una contraseña nueva en { $url }.

mail-password-changed-subject = Tu contraseña cambió
mail-password-changed = Tu cuenta tiene una contraseña nueva.
mail-password-removed-subject = Tu contraseña se eliminó
mail-password-removed = La contraseña de tu cuenta se eliminó. Ya no puedes usarla para iniciar sesión.
mail-address-changed-subject = Tu correo electrónico cambió
mail-address-changed = Ahora tu cuenta tiene otro correo electrónico en lugar de este.
mail-address-added-subject = Se agregó un correo electrónico
mail-address-added = Se agregó otro correo electrónico a tu cuenta. También sirve para iniciar sesión.
mail-address-removed-subject = Se eliminó un correo electrónico
mail-address-removed = Se eliminó uno de los correos electrónicos de tu cuenta. Ya no sirve para iniciar sesión.
mail-main-address-changed-subject = Tu correo electrónico principal cambió
mail-main-address-changed = Ahora tu cuenta tiene otro correo electrónico principal. Puedes seguir iniciando sesión con este.
mail-app-added-subject = Se agregó una aplicación de autenticación
mail-app-added = Se agregó una aplicación de autenticación a tu cuenta. Necesitarás su código para iniciar sesión.
mail-app-removed-subject = Se eliminó una aplicación de autenticación
mail-app-removed = Se eliminó una aplicación de autenticación de tu cuenta. Ya no necesitas su código para iniciar sesión.
mail-phone-added-subject = Tu teléfono ahora es parte del inicio de sesión
mail-phone-added = Se configuró un número de teléfono en tu cuenta. Para iniciar sesión necesitarás un código que enviaremos a ese número.
mail-phone-removed-subject = Tu teléfono ya no es parte del inicio de sesión
mail-phone-removed = Un número de teléfono ya no se usa para iniciar sesión en tu cuenta. Ya no necesitas un código enviado a ese número.
mail-backup-codes-renewed-subject = Tus códigos de respaldo se renovaron
mail-backup-codes-renewed = Tu cuenta tiene códigos de respaldo nuevos. Los anteriores ya no funcionan.
mail-backup-codes-removed-subject = Tus códigos de respaldo se eliminaron
mail-backup-codes-removed = Los códigos de respaldo de tu cuenta ya no funcionan.
mail-timeback-linked-subject = Puedes iniciar sesión con Timeback
mail-timeback-linked = Ahora puedes usar Timeback para entrar en tu cuenta.
mail-timeback-linked-by-code = Ahora puedes usar Timeback para entrar en tu cuenta. Se eliminó la contraseña de esta cuenta y se cerró la sesión en todos los demás dispositivos.
mail-provider-linked-subject = Se conectó una forma de iniciar sesión a tu cuenta
mail-provider-linked = Ahora puedes usar { $provider } para entrar en tu cuenta.
mail-provider-linked-by-code = Ahora puedes usar { $provider } para entrar en tu cuenta. Se eliminaron la contraseña de esta cuenta y las otras formas de iniciar sesión conectadas, y se cerró la sesión en todos los demás dispositivos.
mail-provider-unlinked-subject = Se desconectó una forma de iniciar sesión de tu cuenta
mail-provider-unlinked = Ya no puedes usar { $provider } para entrar en tu cuenta.
mail-locked-subject = Tu cuenta está bloqueada
mail-locked = Alguien escribió demasiadas contraseñas o códigos incorrectos en tu cuenta, así que por un tiempo nadie puede iniciar sesión con contraseña.
