// Accounts at other providers: real authorization servers, a browser that keeps cookies, and Clerk's client to look at what
// became of it.

import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { createClerkClient } from '@clerk/backend';

import { Browser } from './browser.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';
import { approve, refuse, startOpenId, startStubs } from './providers.mjs';

const CLERK_SECRET_KEY = `sk_test_${'0'.repeat(32)}`;
const password = 'correct horse battery';

/** Somebody at a provider whom no test has used yet. */
const somebody = (more = {}) => ({ id: randomInt(1, 2 ** 40), login: 'maya', name: 'Maya Lindqvist', email: `${randomUUID()}@example.com`, ...more });

for (const { engine, settings, skip } of ENGINES) {
  describe(`External accounts over ${engine}`, { skip }, () => {
    const people = {};
    let [dashboard, stubs, openId, origin, clerk] = [];

    before(async () => {
      [stubs, openId] = [await startStubs(), await startOpenId(people)];
      dashboard = await startDashboard({ CLERK_SECRET_KEY, ...stubs.settings, ...openId.settings, ...settings });
      origin = new URL(dashboard.url).origin;
      openId.register(`${origin}/oauth/callback`);
      clerk = createClerkClient({ secretKey: CLERK_SECRET_KEY, apiUrl: `${origin}/clerk`, telemetry: { disabled: true } });
    });
    after(() => Promise.all([dashboard?.stop(), stubs?.stop(), openId?.stop()]));

    const isOurs = (location) => location.startsWith(`${origin}/`) && !location.startsWith(`${origin}/oauth/`);
    const isCallback = (location) => location.startsWith(`${origin}/oauth/callback`);
    const pathOf = ({ location }) => location.slice(origin.length);

    /** Signs in with a stub as `who`; answers where the browser was led in the end. */
    const signIn = async (browser, provider, who, query = '') => {
      stubs.who = who;
      return pathOf(await browser.open(`${origin}/oauth/signin/${provider}${query}`, isOurs));
    };

    /** Connects an account at a stub as `who`. */
    const connect = async (browser, provider, who) => {
      stubs.who = who;
      return pathOf(await browser.open(`${origin}/account/connected/connect?provider=${provider}`, isOurs));
    };

    /** A user with a password, signed in, and their browser. */
    const member = async (email = `${randomUUID()}@example.com`) => {
      const browser = new Browser();
      const { id } = await clerk.users.createUser({ emailAddress: [email], password });
      assert.match(pathOf(await browser.submit(`${origin}/sign-in`, { email, password }, () => true)), /^\/profile/);
      return { browser, id, email };
    };

    const accountsOf = async (id) => (await clerk.users.getUser(id)).externalAccounts;
    const userOf = async (email) => (await clerk.users.getUserList({ emailAddress: [email] })).data[0];
    const isSignedIn = async (browser) => (await browser.request(`${origin}/account`)).text.includes('Personal info');

    test('a newcomer gets an account by a verified address, and is recognised at the second sign-in', async () => {
      const [maya, browser] = [somebody(), new Browser()];
      assert.equal(await signIn(browser, 'github', maya), '/profile');
      const user = await userOf(maya.email);
      assert.deepEqual([user.firstName, user.lastName], ['Maya', 'Lindqvist']);
      assert.equal(user.emailAddresses[0].verification.status, 'verified');
      assert.equal(user.emailAddresses[0].linkedTo[0].type, 'oauth_github');
      const [account] = user.externalAccounts;
      assert.deepEqual([account.provider, account.externalId ?? account.providerUserId, account.username], ['oauth_github', String(maya.id), 'maya']);
      assert.equal(account.approvedScopes, 'read:user user:email');

      // What the user set stays, and the address here stays when it changes there.
      await clerk.users.updateUser(user.id, { firstName: 'M.' });
      assert.equal(await signIn(new Browser(), 'github', { ...maya, name: 'Other Name', email: `${randomUUID()}@example.com` }), '/profile');
      const again = await clerk.users.getUser(user.id);
      assert.deepEqual([again.firstName, again.emailAddresses.length, again.emailAddresses[0].emailAddress], ['M.', 1, maya.email]);
      assert.equal(again.externalAccounts.length, 1);
    });

    test('use_user() connects an account, and says why one was not', async () => {
      const { browser, id } = await member();
      const call = async (name, args) => {
        const headers = { 'content-type': 'application/json', accept: 'application/json', origin };
        return JSON.parse((await browser.request(`${origin}/api/${name}`, { method: 'POST', headers, body: JSON.stringify(args) })).text);
      };
      const begin = async () => {
        const { verification } = await call('create_external_account', { params: { strategy: 'oauth_github', redirect_url: '/examples' } });
        return verification.external_verification_redirect_url;
      };
      const verifications = async () => (await call('get_user', {})).external_accounts.map(({ verification }) => verification);

      stubs.who = null;
      assert.equal(pathOf(await browser.open(await begin(), isOurs)), '/examples');
      const [failed] = await verifications();
      assert.equal(failed.status, 'Failed');
      assert.deepEqual(failed.error, { code: 'oauth_access_denied', message: "You didn't allow access to your GitHub account." });

      stubs.who = somebody();
      assert.equal(pathOf(await browser.open(await begin(), isOurs)), '/examples');
      assert.deepEqual((await verifications()).map(({ status, error }) => [status, error]), [['Verified', null]]);
      assert.equal((await accountsOf(id))[0].verification.status, 'verified');
    });

    test("Supabase's client is shown the identities that are linked", async () => {
      const { browser, id, email } = await member();
      const identities = async () => {
        const answer = await fetch(`${origin}/auth/v1/token?grant_type=password`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, password }),
        });
        const { user } = await answer.json();
        return [user.identities.map(({ provider }) => provider), user.app_metadata.provider, user.app_metadata.providers];
      };
      await connect(browser, 'github', null);
      assert.equal((await accountsOf(id)).length, 1);
      assert.deepEqual(await identities(), [['email'], 'email', ['email']]);
      await connect(browser, 'github', somebody());
      assert.deepEqual(await identities(), [['email', 'github'], 'email', ['email', 'github']]);
    });

    test('the sign-in page offers what is configured', async () => {
      const { text } = await new Browser().request(`${origin}/`);
      for (const name of ['GitHub', 'Google', 'Microsoft', 'Notion']) assert.match(text, new RegExp(`Continue with (<!-*>)*${name}`));
      assert.doesNotMatch(text, /Facebook/);
    });

    test('without a verified address there is no account', async () => {
      const unverified = somebody({ verified: false });
      for (const [provider, who] of [['github', unverified], ['twitter', somebody()], ['notion', somebody()]]) {
        const browser = new Browser();
        assert.equal(await signIn(browser, provider, who), '/?error=provider_email');
        assert.equal(await isSignedIn(browser), false);
        assert.equal(await userOf(who.email), undefined);
      }
    });

    test('an unverified address of a member opens nothing', async () => {
      const { email, id } = await member();
      assert.equal(await signIn(new Browser(), 'github', somebody({ email, verified: false })), '/?error=provider_email');
      assert.deepEqual(await accountsOf(id), []);
    });

    test('the verified address of a member asks for their confirmation', async () => {
      const { email, id } = await member();
      const [who, browser] = [somebody({ email }), new Browser()];
      assert.equal(await signIn(browser, 'github', who), '/link');
      assert.equal(await isSignedIn(browser), false);
      assert.deepEqual(await accountsOf(id), []);
      assert.match((await browser.request(`${origin}/link`)).text, /GitHub/);
      assert.match(pathOf(await browser.submit(`${origin}/link`, { password: 'not the password' }, () => true)), /error=credentials/);
      // They asked for that page before.
      assert.equal(pathOf(await browser.submit(`${origin}/link`, { password }, () => true)), '/account');
      assert.equal((await accountsOf(id))[0].verification.status, 'verified');
      assert.equal(await signIn(new Browser(), 'github', who), '/profile');
    });

    test('a mailed code proves who has the address now, and shuts out who was there before', async () => {
      const { browser: before, email, id } = await member();
      const squatter = somebody();
      await connect(before, 'notion', squatter);
      const browser = new Browser();
      assert.equal(await signIn(browser, 'github', somebody({ email })), '/link');
      await browser.submit(`${origin}/link/code`, {}, () => true);
      const [code] = /\b\d{8}\b/.exec(await dashboard.mailTo(email));
      assert.equal(pathOf(await browser.submit(`${origin}/link`, { code }, () => true)), '/profile');
      assert.deepEqual((await accountsOf(id)).map(({ provider }) => provider), ['oauth_github']);
      assert.equal(await isSignedIn(before), false);
      assert.equal(await signIn(new Browser(), 'notion', squatter), '/?error=provider_email');
    });

    for (const provider of ['github', 'twitter', 'notion']) {
      test(`a member connects ${provider}, signs in with it and disconnects it`, async () => {
        const { browser, id } = await member();
        const who = somebody();
        assert.equal(await connect(browser, provider, who), '/account#connected');
        const [account] = await accountsOf(id);
        assert.deepEqual([account.provider, account.verification.status], [`oauth_${provider}`, 'verified']);
        assert.match((await browser.request(`${origin}/account`)).text, /Disconnect /);

        const other = new Browser();
        assert.equal(await signIn(other, provider, who), '/profile');
        assert.ok(await isSignedIn(other));

        const form = { account: account.id };
        assert.equal(pathOf(await browser.submit(`${origin}/account/connected/disconnect`, form, isOurs)), '/account#connected');
        assert.deepEqual(await accountsOf(id), []);
        // Now they are a stranger, who gets an account where there is a verified address.
        assert.equal(await signIn(new Browser(), provider, who), provider === 'github' ? '/profile' : '/?error=provider_email');
        assert.deepEqual(await accountsOf(id), []);
      });
    }

    for (const provider of ['google', 'microsoft', 'linkedin', 'gitlab']) {
      test(`a member connects ${provider} by OpenID Connect, and signs in with it`, async () => {
        const sub = randomUUID();
        people[sub] = { email: `${sub}@example.com`, email_verified: true, name: 'Maya Lindqvist', preferred_username: 'maya' };
        const { browser, id } = await member();
        let page = await browser.open(`${origin}/account/connected/connect?provider=${provider}`, isOurs);
        page = await approve(browser, page, sub, isOurs);
        assert.equal(pathOf(page), '/account#connected');
        const [account] = await accountsOf(id);
        assert.deepEqual([account.verification.status, account.emailAddress, account.firstName], ['verified', people[sub].email, 'Maya']);

        const other = new Browser();
        page = await approve(other, await other.open(`${origin}/oauth/signin/${provider}`, isOurs), sub, isOurs);
        assert.equal(pathOf(page), '/profile');

        // The token is renewed each time: it lives for less than the margin.
        const tokens = [];
        for (const name of [provider, `oauth_${provider}`]) {
          const { data, totalCount } = await clerk.users.getUserOauthAccessToken(id, name);
          assert.deepEqual([totalCount, data[0].externalAccountId, data[0].provider], [1, account.id, `oauth_${provider}`]);
          tokens.push(data[0].token);
          const info = await fetch(`${openId.origin}/me`, { headers: { authorization: `Bearer ${data[0].token}` } });
          assert.equal((await info.json()).sub, sub);
        }
        assert.notEqual(tokens[0], tokens[1]);
      });
    }

    test('Google vouches for an address, Microsoft does not', async () => {
      for (const [provider, end] of [['google', '/profile'], ['microsoft', '/?error=provider_email']]) {
        const sub = randomUUID();
        people[sub] = { email: `${sub}@example.com`, email_verified: true };
        const browser = new Browser();
        const page = await approve(browser, await browser.open(`${origin}/oauth/signin/${provider}`, isOurs), sub, isOurs);
        assert.equal(pathOf(page), end);
      }
    });

    test('whoever refuses at the provider comes back without an account', async () => {
      assert.equal(await signIn(new Browser(), 'github', null), '/?error=cancelled');
      const browser = new Browser();
      const page = await refuse(browser, await browser.open(`${origin}/oauth/signin/google`, isOurs), isOurs);
      assert.equal(pathOf(page), '/?error=cancelled');
      assert.match((await browser.request(page.location)).text, /You didn(&#x27;|')t finish signing in/);

      const { browser: ours, id } = await member();
      await connect(ours, 'github', null);
      const [account] = await accountsOf(id);
      assert.deepEqual([account.verification.status, account.verification.error?.code ?? 'oauth_access_denied'], ['failed', 'oauth_access_denied']);
      assert.match((await ours.request(`${origin}/account`)).text, /Not connected/);
      // It can be tried again.
      stubs.who = somebody();
      await ours.open(`${origin}/account/connected/reconnect?account=${account.id}`, isOurs);
      assert.equal((await accountsOf(id))[0].verification.status, 'verified');
    });

    test('more scopes are approved later, and a refusal keeps what there was', async () => {
      const { browser, id } = await member();
      const who = somebody();
      await connect(browser, 'github', who);
      const [{ id: account }] = await accountsOf(id);
      const more = `${origin}/account/connected/reconnect?account=${account}&scopes=repo`;
      stubs.who = null;
      await browser.open(more, isOurs);
      let [now] = await accountsOf(id);
      assert.deepEqual([now.verification.status, now.approvedScopes], ['failed', 'read:user user:email']);
      assert.equal(await signIn(new Browser(), 'github', who), '/profile');

      await connectAgain(browser, more, who);
      [now] = await accountsOf(id);
      assert.deepEqual([now.id, now.verification.status, now.approvedScopes], [account, 'verified', 'read:user user:email repo']);

      // Somebody else at the provider is not taken for the same.
      await connectAgain(browser, more, somebody());
      [now] = await accountsOf(id);
      assert.equal(now.verification.status, 'failed');
      assert.equal(await signIn(new Browser(), 'github', who), '/profile');
    });

    const connectAgain = (browser, url, who) => {
      stubs.who = who;
      return browser.open(url, isOurs);
    };

    test('an account at a provider is never moved to another user', async () => {
      const [first, second, who] = [await member(), await member(), somebody()];
      await connect(first.browser, 'github', who);
      await connect(second.browser, 'github', who);
      const answer = await fetch(`${origin}/clerk/v1/users/${second.id}`, { headers: { authorization: `Bearer ${CLERK_SECRET_KEY}` } });
      const [{ verification }] = (await answer.json()).external_accounts;
      assert.deepEqual([verification.status, verification.error.code], ['failed', 'external_account_exists']);
      assert.match((await second.browser.request(`${origin}/account`)).text, /already connected to another account/);
      assert.equal((await accountsOf(first.id))[0].verification.status, 'verified');
      const browser = new Browser();
      await signIn(browser, 'github', who);
      assert.ok((await browser.request(`${origin}/account`)).text.includes(first.email));
    });

    test('a callback works once, in the browser that began, and with its state', async () => {
      stubs.who = somebody();
      const browser = new Browser();
      const { location } = await browser.open(`${origin}/oauth/signin/github`, isCallback);
      const forged = new URL(location);
      forged.searchParams.set('state', Buffer.alloc(32, 7).toString('base64url'));
      const expired = '/?error=expired';
      assert.equal(pathOf(await browser.request(forged.href)), expired);
      assert.equal(pathOf(await new Browser().request(location)), expired);
      assert.equal(pathOf(await browser.request(`${origin}/oauth/callback`)), expired);
      assert.equal(pathOf(await browser.request(location)), '/profile');
      assert.equal(pathOf(await browser.request(location)), expired);
    });

    test('a link from another site connects nothing, and a session that ended neither', async () => {
      const { browser, id } = await member();
      const link = `${origin}/account/connected/connect?provider=github`;
      assert.equal(pathOf(await browser.request(link, { headers: { 'sec-fetch-site': 'cross-site' } })), '/account#connected');
      assert.deepEqual(await accountsOf(id), []);
      stubs.who = somebody();
      const { location } = await browser.open(link, isCallback);
      await clerk.users.updateUser(id, { password: 'another horse battery' });
      assert.equal(pathOf(await browser.request(location)), '/?error=expired');
      assert.notEqual((await accountsOf(id))[0].verification.status, 'verified');
    });

    test('a flow leads to our own pages only', async () => {
      for (const target of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'https://127.0.0.1@evil.example/']) {
        const to = encodeURIComponent(target);
        assert.equal(await signIn(new Browser(), 'github', somebody(), `?redirect_to=${to}`), '/?error=failed', target);
      }
      assert.equal(await signIn(new Browser(), 'github', somebody(), '?redirect_to=/account'), '/account');
    });

    test("Clerk's client unlinks an account, and asks in vain for what is not there", async () => {
      const { browser, id } = await member();
      await connect(browser, 'github', somebody());
      const [account] = await accountsOf(id);
      const { data } = await clerk.users.getUserOauthAccessToken(id, 'github');
      assert.deepEqual([data[0].scopes, data[0].expiresAt ?? null], [['read:user', 'user:email'], null]);
      await clerk.users.deleteUserExternalAccount({ userId: id, externalAccountId: account.id });
      assert.deepEqual(await accountsOf(id), []);
      assert.deepEqual((await clerk.users.getUserOauthAccessToken(id, 'github')).data, []);
      await assert.rejects(clerk.users.deleteUserExternalAccount({ userId: id, externalAccountId: account.id }), { status: 404 });
      await assert.rejects(clerk.users.getUserOauthAccessToken(id, 'facebook'), { status: 400 });
      await assert.rejects(clerk.users.getUserOauthAccessToken(randomUUID(), 'github'), { status: 404 });
    });
  });

  describe(`The last way in over ${engine}`, { skip }, () => {
    let [dashboard, stubs, origin] = [];

    before(async () => {
      stubs = await startStubs();
      const nowhere = 'http://127.0.0.1:9';
      dashboard = await startDashboard({
        CLERK_SECRET_KEY,
        ...stubs.settings,
        ...settings,
        // Where no mail is sent, a verified address is no way in.
        TIMEBACK_ENV: 'staging',
        TIMEBACK_API_CLIENT_ID: 'id',
        TIMEBACK_API_CLIENT_SECRET: 'secret',
        TIMEBACK_SSO_CLIENT_ID: 'id',
        TIMEBACK_SSO_CLIENT_SECRET: 'secret',
        TIMEBACK_SSO_ISSUER: nowhere,
        TIMEBACK_BASE_URL: nowhere,
        TIMEBACK_TOKEN_URL: nowhere,
        TIMEBACK_CALIPER_URL: nowhere,
        AUTH_LOCAL_ACCOUNTS: 'true',
      });
      origin = new URL(dashboard.url).origin;
    });
    after(() => Promise.all([dashboard?.stop(), stubs?.stop()]));

    test('stays, until there is another', async () => {
      const clerk = createClerkClient({ secretKey: CLERK_SECRET_KEY, apiUrl: `${origin}/clerk`, telemetry: { disabled: true } });
      const [maya, browser] = [somebody(), new Browser()];
      const isOurs = (location) => location.startsWith(`${origin}/`) && !location.startsWith(`${origin}/oauth/`);
      stubs.who = maya;
      await browser.open(`${origin}/oauth/signin/github`, isOurs);
      const { id, externalAccounts } = (await clerk.users.getUserList({ emailAddress: [maya.email] })).data[0];
      const ids = { userId: id, externalAccountId: externalAccounts[0].id };
      await browser.submit(`${origin}/account/connected/disconnect`, { account: externalAccounts[0].id }, isOurs);
      assert.match((await browser.request(`${origin}/account`)).text, /only way to sign in/);
      await assert.rejects(clerk.users.deleteUserExternalAccount(ids), { status: 400 });

      await browser.open(`${origin}/account/connected/connect?provider=notion`, isOurs);
      await clerk.users.deleteUserExternalAccount(ids);
      const [left] = (await clerk.users.getUser(id)).externalAccounts;
      assert.equal(left.provider, 'oauth_notion');
      await assert.rejects(clerk.users.deleteUserExternalAccount({ userId: id, externalAccountId: left.id }), { status: 400 });
    });
  });
}
