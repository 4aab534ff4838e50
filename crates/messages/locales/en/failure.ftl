## Pages in the place of an answer

failure-unavailable-title = Back in a moment
failure-unavailable = The dashboard cannot reach its database right now. Please wait a moment, and then try again. Everything saved before is safe; what you just sent may not be saved.
failure-internal-title = That didn't work
failure-internal = Something went wrong on our side. Please try again.
failure-address-title = That address doesn't work
failure-address = It contains a character that can't be used here. Please check the address.
