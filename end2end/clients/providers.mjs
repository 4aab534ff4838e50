// Authorization servers to sign in with: one that is certified for OpenID Connect, and servers in the shape of GitHub, X and
// Notion, each of which checks what the real one checks.

import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const SECRET = 'a secret of the provider, as long as one is';

/** Listens on a free port, and answers with `handle`, which may be set later. */
async function listen(handle) {
  const server = createServer((request, response) => server.handle(request, response));
  server.handle = handle;
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.origin = `http://127.0.0.1:${server.address().port}`;
  return server;
}

const close = (server) => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
};

/** The settings of a dashboard that is registered with these providers by their names. */
const registered = (name, more) => ({
  [`OAUTH_${name}_CLIENT_ID`]: name.toLowerCase(),
  [`OAUTH_${name}_CLIENT_SECRET`]: SECRET,
  ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`OAUTH_${name}_${key}`, value])),
});

/** How each client is registered: Microsoft's by the default of the server, which is not that of the real one. */
const CLIENTS = [
  ['google', 'client_secret_post'],
  ['microsoft', 'client_secret_basic'],
  ['linkedin', 'client_secret_post'],
  ['gitlab', 'client_secret_post'],
];

/** An OpenID provider. `people` are the claims of its users by their names, which need no password. */
export async function startOpenId(people) {
  const server = await listen(() => {});
  const register = (redirectUri) => {
    const provider = new Provider(server.origin, {
      clients: CLIENTS.map(([id, method]) => ({
        client_id: id,
        client_secret: SECRET,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: method,
      })),
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name', 'preferred_username', 'picture'] },
      scopes: ['openid', 'profile', 'email', 'offline_access', 'calendar'],
      cookies: { keys: ['a key'] },
      // So short that each use of the token renews it.
      ttl: { AccessToken: 20 },
      issueRefreshToken: () => true,
      findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
    });
    server.handle = provider.callback();
  };
  const settings = Object.assign({}, ...CLIENTS.map(([id]) => registered(id.toUpperCase(), { ISSUER: server.origin })));
  return { origin: server.origin, settings, register, stop: () => close(server) };
}

/** Signs in at the provider as `who`, and approves everything; ends where the provider redirects to `end`. */
export async function approve(browser, answer, who, end) {
  let page = answer;
  for (const step of [{ prompt: 'login', login: who, password: 'any' }, { prompt: 'consent' }]) {
    if (page.location) break;
    const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1];
    page = await browser.submit(new URL(action, page.url).href, step, end);
  }
  return page;
}

/** Goes back from the provider without signing in. */
export function refuse(browser, page, end) {
  const link = /href="([^"]+\/abort)"/.exec(page.text)[1];
  return browser.open(new URL(link, page.url).href, end, {});
}

/**
 * A server in the shape of GitHub, X and Notion at once, below `/github`, `/x` and `/notion`. Whoever is `who` approves at
 * once, or refuses when it is null. It notes what was asked for, and everything that was wrong.
 */
export async function startStubs() {
  const stubs = { who: null, asked: [], codes: new Map(), tokens: new Map() };
  const server = await listen(async (request, response) => {
    const url = new URL(request.url, server.origin);
    const [, shape, ...rest] = url.pathname.split('/');
    let body = '';
    for await (const part of request) body += part;
    const answer = SHAPES[shape]?.[rest.join('/')]?.(stubs, { url, body, headers: request.headers }) ?? [404, {}];
    const [status, content, headers] = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content));
  });
  stubs.settings = {
    ...registered('GITHUB', urls(`${server.origin}/github`, ['AUTHORIZE', 'TOKEN', 'USER', 'EMAILS'])),
    ...registered('TWITTER', urls(`${server.origin}/x`, ['AUTHORIZE', 'TOKEN', 'USER'])),
    ...registered('NOTION', urls(`${server.origin}/notion`, ['AUTHORIZE', 'TOKEN', 'USER'])),
  };
  stubs.origin = server.origin;
  stubs.stop = () => close(server);
  return stubs;
}

const urls = (base, names) => Object.fromEntries(names.map((name) => [`${name}_URL`, `${base}/${name.toLowerCase()}`]));

/** The authorization endpoint: back to the client with a code, or with an error. */
function authorize(stubs, { url }) {
  const asked = Object.fromEntries(url.searchParams);
  stubs.asked.push(asked);
  const back = new URL(asked.redirect_uri);
  back.searchParams.set('state', asked.state);
  if (stubs.who) {
    const code = randomUUID();
    stubs.codes.set(code, { asked, who: stubs.who });
    back.searchParams.set('code', code);
  } else {
    back.searchParams.set('error', 'access_denied');
  }
  return [302, {}, { location: back.href }];
}

/** Redeems a code once, for a client that authenticates in this way and proves that it began the flow. */
function redeem(stubs, sent, isAuthenticated, hasPkce) {
  const grant = stubs.codes.get(sent.code);
  stubs.codes.delete(sent.code);
  if (!isAuthenticated) return [401, { error: 'invalid_client' }];
  if (!grant || sent.grant_type !== 'authorization_code') return [400, { error: 'invalid_grant' }];
  if (sent.redirect_uri !== grant.asked.redirect_uri) return [400, { error: 'invalid_grant' }];
  const challenge = createHash('sha256').update(sent.code_verifier ?? '').digest('base64url');
  if (hasPkce && grant.asked.code_challenge !== challenge) return [400, { error: 'invalid_grant' }];
  const token = randomUUID();
  stubs.tokens.set(token, grant.who);
  return [200, { access_token: token, token_type: 'bearer', scope: grant.asked.scope?.replaceAll(' ', ',') }];
}

const bearer = (stubs, { headers }) => stubs.tokens.get(headers.authorization?.replace(/^Bearer /, ''));
const isBasic = (id, { headers }) => headers.authorization === `Basic ${Buffer.from(`${id}:${SECRET.replaceAll(' ', '+').replaceAll(',', '%2C')}`).toString('base64')}`;
const known = (who, content) => (who ? [200, content(who)] : [401, { message: 'Bad credentials' }]);

const SHAPES = {
  github: {
    authorize,
    token: (stubs, { body }) => {
      const sent = Object.fromEntries(new URLSearchParams(body));
      const [status, content] = redeem(stubs, sent, sent.client_id === 'github' && sent.client_secret === SECRET, true);
      // GitHub sends errors with status 200.
      return [200, status === 200 ? content : { error: 'bad_verification_code' }];
    },
    user: (stubs, request) =>
      request.headers['user-agent'] ? known(bearer(stubs, request), ({ id, login, name }) => ({ id, login, name, email: null, avatar_url: 'https://avatars.example/u/1' })) : [403, {}],
    emails: (stubs, request) =>
      known(bearer(stubs, request), ({ email, verified }) => [
        { email: 'another@example.com', primary: false, verified: true },
        { email, primary: true, verified: verified ?? true },
      ]),
  },
  x: {
    authorize: (stubs, request) => (request.url.searchParams.get('code_challenge_method') === 'S256' ? authorize(stubs, request) : [400, {}]),
    token: (stubs, request) => redeem(stubs, Object.fromEntries(new URLSearchParams(request.body)), isBasic('twitter', request), true),
    user: (stubs, request) => known(bearer(stubs, request), ({ id, login, name }) => ({ data: { id: String(id), username: login, name } })),
  },
  notion: {
    authorize: (stubs, request) => (request.url.searchParams.get('owner') === 'user' ? authorize(stubs, request) : [400, {}]),
    token: (stubs, request) => {
      if (request.headers['content-type'] !== 'application/json') return [400, { error: 'invalid_json' }];
      const [status, content] = redeem(stubs, JSON.parse(request.body), isBasic('notion', request), false);
      const { id, name, email } = stubs.tokens.get(content.access_token) ?? {};
      return [status, { ...content, owner: { type: 'user', user: { object: 'user', id: String(id), name, person: { email } } } }];
    },
    user: () => [500, { message: 'the token answer describes the user' }],
  },
};
