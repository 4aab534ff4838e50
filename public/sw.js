// Keeps the last dashboard of whoever is signed in, for when there is no network. It is gone at sign-out.
const PAGES = "pages";
const ASSETS = "assets";
const DASHBOARD = "/profile";
const SIGN_IN = "/";
const SIGN_OUT = /\/signout$/;
const ASSET = /^\/(pkg|fonts)\/|^\/favicon\.svg$/;
const KEPT_AT = "x-kept-at";
// What is older is shown to nobody, as on the server.
const LONGEST = 24 * 60 * 60;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (url.origin !== location.origin) {
		return;
	}
	if (request.mode === "navigate") {
		event.respondWith(page(request, url.pathname));
	} else if (request.method === "GET" && ASSET.test(url.pathname)) {
		event.respondWith(asset(request));
	}
});

async function page(request, path) {
	if (SIGN_OUT.test(path)) {
		await caches.delete(PAGES);
	}
	if (request.method !== "GET") {
		return fetch(request);
	}
	let answer;
	try {
		answer = await fetch(request);
	} catch (error) {
		const kept = path === DASHBOARD && (await keptDashboard());
		if (kept) {
			return kept;
		}
		throw error;
	}
	if (path === DASHBOARD && answer.status === 200) {
		await keep(answer.clone());
	} else if (path === DASHBOARD || (path === SIGN_IN && answer.status === 200)) {
		// Nobody is signed in any more.
		await caches.delete(PAGES);
	}
	return answer;
}

// The page is stored when it is complete, without keeping its reader waiting. The cache is opened first: what is stored in a
// cache that sign-out has deleted meanwhile is nowhere.
async function keep(answer) {
	const pages = await caches.open(PAGES);
	const store = async () => {
		const html = await answer.text();
		const headers = new Headers(answer.headers);
		headers.set(KEPT_AT, String(Date.now()));
		headers.delete("content-encoding");
		await pages.put(DASHBOARD, new Response(html, { headers }));
		const assets = await caches.open(ASSETS);
		for (const request of await assets.keys()) {
			const { pathname } = new URL(request.url);
			if (pathname.startsWith("/pkg/") && !html.includes(pathname)) {
				await assets.delete(request);
			}
		}
	};
	store().catch(() => {});
}

async function keptDashboard() {
	const pages = await caches.open(PAGES);
	const kept = await pages.match(DASHBOARD);
	const seconds = kept && Math.round((Date.now() - Number(kept.headers.get(KEPT_AT))) / 1000);
	if (!kept || seconds > LONGEST) {
		await caches.delete(PAGES);
		return undefined;
	}
	const html = await kept.text();
	const language = /<html[^>]* lang="([^"]+)"/.exec(html)?.[1];
	const told = html
		.replace(/(<[^>]* data-offline="([^"]*)"[^>]*>)[^<]*/, "$1$2 ")
		.replace(/ data-age="(\d+)">[^<]*/, (_, age) => {
			const older = Number(age) + seconds;
			return ` data-age="${older}">${ago(older, language)}`;
		});
	return new Response(told, { headers: kept.headers });
}

function ago(seconds, language) {
	const minutes = Math.floor(seconds / 60);
	const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
	if (minutes === 0) {
		return words.format(0, "second");
	}
	return minutes < 60 ? words.format(-minutes, "minute") : words.format(-Math.floor(minutes / 60), "hour");
}

// Their names change with their content; a build without such names is asked first, so that none is out of date.
async function asset(request) {
	const assets = await caches.open(ASSETS);
	try {
		const answer = await fetch(request);
		if (answer.status === 200) {
			await assets.put(request, answer.clone());
		}
		return answer;
	} catch (error) {
		const kept = await assets.match(request, { ignoreVary: true });
		if (kept) {
			return kept;
		}
		throw error;
	}
}
