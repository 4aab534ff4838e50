## Pages in the place of an answer

failure-unavailable-title = Volvemos en un momento
failure-unavailable = El panel no puede acceder a su base de datos en este momento. Espera un poco e inténtalo de nuevo. Todo lo guardado antes está a salvo; lo que acabas de enviar quizá no se haya guardado.
failure-internal-title = Eso no funcionó
failure-internal = Algo salió mal de nuestro lado. Inténtalo de nuevo.
failure-address-title = Esa dirección no funciona
failure-address = Contiene un carácter que no se puede usar aquí. Revisa la dirección.
