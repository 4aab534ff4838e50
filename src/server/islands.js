(async (js, wasm) => {
	const islands = await import(js);
	await islands.default({ module_or_path: wasm });

	// Between two steps the browser may answer a click, or paint.
	const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
	await pause();
	islands.hydrate();

	// Parents first: an island's children find its context once it has told them to continue from it.
	const continuations = [];

	const wake = async (island, name) => {
		continuations.at(-1)?.();
		if (islands[name]) {
			await pause();
			await islands[name](island);
		} else {
			console.warn(`There is no island ${name}.`);
		}
	};

	const walk = async (element) => {
		const name = element.localName;
		if (name === "leptos-island") {
			await wake(element, element.dataset.component);
		} else if (name === "leptos-children") {
			continuations.push(element.$$on_hydrate);
		}
		for (const child of element.children) {
			await walk(child);
		}
		if (name === "leptos-children") {
			continuations.pop();
		}
	};

	// Islands that appear later announce themselves under this name.
	window.__hydrateIsland = wake;
	await walk(document.body);
	document.documentElement.dataset.islands = "awake";

	// The device's time zone is offered where another one is in use. Browsers know some by former names.
	const nameOf = (timeZone) => {
		try {
			return Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
		} catch {
			return timeZone;
		}
	};
	const offer = document.querySelector("form[data-time-zone]");
	const device = nameOf();
	if (offer && device !== nameOf(offer.dataset.timeZone)) {
		const [button] = offer.elements;
		const place = device.replace(/^\w+\//, "").replaceAll("/", " – ").replaceAll("_", " ");
		button.value = device;
		button.querySelector("span").textContent = place;
		offer.hidden = false;
	}

	// The dashboard is kept for when there is no network, and refreshed when there is one again.
	if (document.querySelector("[data-fetched-at]")) {
		navigator.serviceWorker?.register("/sw.js");
		addEventListener("online", () => document.querySelector("form[data-refresh]")?.requestSubmit());
	}
})
