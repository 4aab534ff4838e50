// Clerk's own browser client, signing in and up with other providers, on each engine.

import assert from 'node:assert/strict';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';

import { createClerkClient } from '@clerk/backend';

import { codeOf } from './authenticator.mjs';
import { clerkPage, publishableKey, startChromium } from './clerk_page.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';
import { startOpenId, startStubs } from './providers.mjs';

const PASSWORD = 'correct horse battery';
const RETURN = '/clerk-test/page.html?return';
const COMPLETE = '/clerk-test/page.html?complete';
const SIGNED_IN = '/clerk-test/page.html?signed-in';

/** Somebody at a provider whom no test has used yet. */
const somebody = (more = {}) => ({ id: randomInt(1, 2 ** 40), login: 'maya', name: 'Maya Lindqvist', email: `${randomUUID()}@example.com`, ...more });

for (const { engine, settings, skip } of ENGINES) {
  describe(`Clerk's browser client and other providers over ${engine}`, { skip }, () => {
    const people = {};
    const open = [];
    let [chromium, stubs, openId, dashboard, origin, key, clerk] = [];

    before(async () => {
      const CLERK_SECRET_KEY = `sk_live_${randomBytes(32).toString('hex')}`;
      [chromium, stubs, openId] = await Promise.all([startChromium(), startStubs(), startOpenId(people)]);
      dashboard = await startDashboard({ CLERK_SECRET_KEY, ...stubs.settings, ...openId.settings, ...settings });
      origin = new URL(dashboard.url).origin;
      openId.register(`${origin}/oauth/callback`);
      key = publishableKey(origin);
      clerk = createClerkClient({ secretKey: CLERK_SECRET_KEY, apiUrl: `${origin}/clerk`, telemetry: { disabled: true } });
    });
    after(async () => {
      await chromium?.close();
      await Promise.all([dashboard?.stop(), stubs?.stop(), openId?.stop()]);
    });
    afterEach(() => Promise.all(open.splice(0).map(({ context }) => context.close())));

    /** A browser that is signed out. */
    const stranger = async () => {
      const browser = await clerkPage(chromium, origin, key);
      assert.equal(browser.status, 'ready');
      open.push(browser);
      return browser;
    };

    /** Where the browser is now; Clerk's client is loaded there. */
    const arrive = async ({ page }) => {
      // What a redirect leads to is not taken from the test's own folder, but asked for anew it is.
      await page.goto(page.url());
      await page.evaluate(() => window.Clerk.load({ telemetry: false }));
      return page.url().slice(origin.length);
    };

    /** Signs in or up with a provider that answers at once, for `who`. Answers where the browser is led in the end. */
    const goWith = async (browser, resource, strategy, who, more = {}) => {
      stubs.who = who;
      const params = { strategy, redirectUrl: RETURN, redirectUrlComplete: COMPLETE, ...more };
      const back = browser.page.waitForURL(/page\.html\?/);
      await browser.page.evaluate(([resource, params]) => void window.Clerk.client[resource].authenticateWithRedirect(params), [resource, params]);
      await back;
      return arrive(browser);
    };

    /** Lets the client handle the return; answers where it leads, whether by a new page or by the app's own router. */
    const handle = async (browser) => {
      const signedIn = browser.page.waitForURL(/signed-in/).then(() => SIGNED_IN);
      signedIn.catch(() => {});
      const routed = browser.page.evaluate(
        (to) =>
          new Promise((led) => {
            const urls = Object.fromEntries(['signIn', 'signUp', 'firstFactor', 'secondFactor', 'continueSignUp'].map((it) => [`${it}Url`, `/${it}`]));
            const force = { signInForceRedirectUrl: to, signUpForceRedirectUrl: to };
            window.Clerk.handleRedirectCallback({ ...urls, ...force }, async (url) => led(new URL(url, location.href).pathname));
          }),
        SIGNED_IN,
      );
      const there = await Promise.race([signedIn, routed.catch(() => signedIn)]);
      if (there === SIGNED_IN) await arrive(browser);
      return there;
    };

    const me = (browser) => browser.run((clerk) => clerk.user && [clerk.user.id, clerk.user.primaryEmailAddress.emailAddress]);
    const verification = (browser) =>
      browser.run((clerk) => {
        const { status, firstFactorVerification: it } = clerk.client.signIn;
        return [status, it.status, it.strategy, it.error?.code ?? null];
      });

    /** A user who signed up with GitHub. */
    const newcomer = async () => {
      const who = somebody();
      const browser = await stranger();
      assert.equal(await goWith(browser, 'signUp', 'oauth_github', who), COMPLETE);
      const [id] = await me(browser);
      return { who, browser, id };
    };

    /** A user with a password, whom no provider knows yet. */
    const member = async () => {
      const email = `${randomUUID()}@example.com`;
      const { id } = await clerk.users.createUser({ emailAddress: [email], password: PASSWORD });
      return { email, id };
    };

    test('offers exactly the providers that are configured, and no links by mail', async () => {
      const answer = await fetch(`${origin}/clerk/v1/environment`);
      const text = await answer.text();
      const { social } = JSON.parse(text).user_settings;
      const configured = ['github', 'gitlab', 'google', 'linkedin', 'microsoft', 'notion', 'twitter'];
      assert.deepEqual(Object.keys(social).sort(), configured.map((it) => `oauth_${it}`));
      const expected = { enabled: true, required: false, authenticatable: true, strategy: 'oauth_github', name: 'GitHub', logo_url: null };
      assert.deepEqual(social.oauth_github, expected);
      assert.doesNotMatch(text, /email_link/);
    });

    test('signs a newcomer up, and signs them in from then on', async () => {
      const [who, browser] = [somebody(), await stranger()];
      const more = { unsafeMetadata: { theme: 'dark' } };
      assert.equal(await goWith(browser, 'signUp', 'oauth_github', who, more), COMPLETE);
      const seen = await browser.run(({ user }) => [
        user.primaryEmailAddress.emailAddress,
        user.fullName,
        user.unsafeMetadata,
        user.passwordEnabled,
        user.verifiedExternalAccounts.map(({ provider }) => provider),
      ]);
      assert.deepEqual(seen, [who.email, 'Maya Lindqvist', { theme: 'dark' }, false, ['github']]);
      const other = await stranger();
      assert.equal(await goWith(other, 'signIn', 'oauth_github', who), COMPLETE);
      assert.deepEqual(await me(other), await me(browser));
    });

    test('completes a sign-in on the page that it returns to', async () => {
      const { who, id } = await newcomer();
      const browser = await stranger();
      const begun = await browser.run(async (clerk, redirectUrl) => {
        const signIn = await clerk.client.signIn.create({ strategy: 'oauth_github', redirectUrl });
        const { status, externalVerificationRedirectURL } = signIn.firstFactorVerification;
        return [signIn.status, status, externalVerificationRedirectURL.href];
      }, origin + RETURN);
      assert.deepEqual(begun.slice(0, 2), ['needs_identifier', 'unverified']);
      assert.ok(begun[2].startsWith(`${stubs.origin}/github/authorize?`));
      stubs.who = who;
      await browser.page.goto(begun[2]);
      assert.equal(await arrive(browser), RETURN);
      assert.deepEqual(await verification(browser), ['complete', 'verified', 'oauth_github', null]);
      assert.equal(await handle(browser), SIGNED_IN);
      assert.equal((await me(browser))[0], id);
    });

    test('signs in by OpenID Connect', async () => {
      const sub = randomUUID();
      people[sub] = { email: `${sub}@example.com`, email_verified: true, name: 'Leon Ruiz' };
      const browser = await stranger();
      const begun = await browser.run(async (clerk, redirectUrl) => {
        const signUp = await clerk.client.signUp.create({ strategy: 'oauth_google', redirectUrl });
        return signUp.verifications.externalAccount.externalVerificationRedirectURL.href;
      }, origin + RETURN);
      await browser.page.goto(begun);
      await browser.page.fill('[name=login]', sub);
      await browser.page.fill('[name=password]', 'any');
      await browser.page.click('[type=submit]');
      await browser.page.click('[type=submit]');
      await browser.page.waitForURL(/page\.html\?/);
      assert.equal(await arrive(browser), RETURN);
      assert.equal(await handle(browser), SIGNED_IN);
      assert.equal((await me(browser))[1], people[sub].email);
    });

    test('signs up whoever has no account and tried to sign in', async () => {
      const [who, browser] = [somebody(), await stranger()];
      assert.equal(await goWith(browser, 'signIn', 'oauth_github', who), RETURN);
      assert.deepEqual(await verification(browser), ['needs_identifier', 'transferable', 'oauth_github', 'external_account_not_found']);
      assert.equal((await clerk.users.getUserList({ emailAddress: [who.email] })).totalCount, 0);
      assert.equal(await handle(browser), SIGNED_IN);
      assert.equal((await me(browser))[1], who.email);
      // Nothing is left of the sign-in.
      assert.equal(await browser.run((clerk) => clerk.client.signIn.status ?? null), null);
    });

    test('signs in whoever has an account and tried to sign up', async () => {
      const { who, id } = await newcomer();
      const browser = await stranger();
      assert.equal(await goWith(browser, 'signUp', 'oauth_github', who), RETURN);
      const seen = await browser.run((clerk) => {
        const { status, verifications } = clerk.client.signUp;
        return [status, verifications.externalAccount.status, verifications.externalAccount.error.code, clerk.user ?? null];
      });
      assert.deepEqual(seen, ['missing_requirements', 'transferable', 'external_account_exists', null]);
      assert.equal(await handle(browser), SIGNED_IN);
      assert.equal((await me(browser))[0], id);
    });

    test('says why there is no sign-in', async () => {
      for (const [strategy, who, code] of [
        ['oauth_github', null, 'oauth_access_denied'],
        ['oauth_twitter', somebody(), 'external_account_email_address_verification_required'],
      ]) {
        const browser = await stranger();
        assert.equal(await goWith(browser, 'signIn', strategy, who), RETURN);
        assert.deepEqual(await verification(browser), ['needs_identifier', 'failed', strategy, code]);
        assert.equal(await handle(browser), '/signIn');
        const up = await stranger();
        assert.equal(await goWith(up, 'signUp', strategy, who), RETURN);
        const error = await up.run((clerk) => clerk.client.signUp.verifications.externalAccount.error.code);
        assert.equal(error, code);
        assert.equal(await handle(up), '/signUp');
      }
      const { who, id } = await newcomer();
      await clerk.users.banUser(id);
      const banned = await stranger();
      assert.equal(await goWith(banned, 'signIn', 'oauth_github', who), RETURN);
      assert.deepEqual(await verification(banned), ['needs_identifier', 'failed', 'oauth_github', 'user_banned']);
    });

    test('asks for the second factor after the provider', async () => {
      const { who, browser, id } = await newcomer();
      const secret = await browser.run((clerk) => clerk.user.createTOTP().then(({ secret }) => secret));
      await browser.run((clerk, code) => clerk.user.verifyTOTP({ code }).then(() => null), codeOf(secret));
      const other = await stranger();
      assert.equal(await goWith(other, 'signIn', 'oauth_github', who), RETURN);
      assert.deepEqual(await verification(other), ['needs_second_factor', 'verified', 'oauth_github', null]);
      assert.equal(await me(other), null);
      assert.equal(await handle(other), '/secondFactor');
      const done = await other.run(async (clerk, code) => {
        const signIn = await clerk.client.signIn.attemptSecondFactor({ strategy: 'totp', code });
        await clerk.setActive({ session: signIn.createdSessionId });
        return [signIn.status, clerk.user.id];
      }, codeOf(secret, 1));
      assert.deepEqual(done, ['complete', id]);
    });

    test('the verified address of a member asks for their confirmation', async () => {
      for (const by of ['password', 'email_code']) {
        for (const resource of ['signIn', 'signUp']) {
          const { email, id } = await member();
          const [who, browser] = [somebody({ email }), await stranger()];
          assert.equal(await goWith(browser, resource, 'oauth_github', who), RETURN);
          assert.equal(await handle(browser), '/firstFactor');
          const offered = await browser.run((clerk) => {
            const { status, identifier, supportedFirstFactors } = clerk.client.signIn;
            return [status, identifier, supportedFirstFactors.map(({ strategy }) => strategy)];
          });
          assert.deepEqual(offered, ['needs_first_factor', email, ['password', 'email_code']]);
          assert.deepEqual((await clerk.users.getUser(id)).externalAccounts, []);
          const attempt = (params) =>
            browser.run(async (clerk, params) => {
              const signIn = await clerk.client.signIn.attemptFirstFactor(params);
              await clerk.setActive({ session: signIn.createdSessionId });
              return [signIn.status, clerk.user.id];
            }, params);
          const wrong = { strategy: 'password', password: 'not the password' };
          assert.deepEqual(await attempt(wrong), { refused: [422, 'form_password_incorrect', 'password'] });
          let proof = { strategy: 'password', password: PASSWORD };
          if (by === 'email_code') {
            await browser.run((clerk) => clerk.client.signIn.prepareFirstFactor({ strategy: 'email_code' }).then(() => null));
            const [code] = /\b\d{8}\b/.exec(await dashboard.mailTo(email));
            proof = { strategy: 'email_code', code };
          }
          assert.deepEqual(await attempt(proof), ['complete', id]);
          const again = await stranger();
          assert.equal(await goWith(again, 'signIn', 'oauth_github', who), COMPLETE);
          assert.equal((await me(again))[0], id);
        }
      }
    });

    test('leads nowhere but to pages of its own', async () => {
      const { run } = await stranger();
      const begin = (resource, params) => run((clerk, resource, params) => clerk.client[resource].create(params), resource, params);
      const evil = 'https://evil.example/';
      for (const resource of ['signIn', 'signUp']) {
        const strategy = 'oauth_github';
        const refused = { refused: [422, 'form_param_value_invalid', 'redirect_url'] };
        assert.deepEqual(await begin(resource, { strategy, redirectUrl: evil }), refused);
        const complete = { strategy, redirectUrl: RETURN, actionCompleteRedirectUrl: evil };
        assert.deepEqual(await begin(resource, complete), refused);
        assert.deepEqual(await begin(resource, { strategy }), { refused: [422, 'form_param_missing', 'redirect_url'] });
        const unknown = { refused: [422, 'strategy_for_user_invalid', 'strategy'] };
        assert.deepEqual(await begin(resource, { strategy: 'oauth_facebook', redirectUrl: RETURN }), unknown);
        assert.deepEqual(await begin(resource, { transfer: true }), { refused: [422, 'verification_missing', undefined] });
      }
    });

    test('another browser takes nothing over', async () => {
      const { who } = await newcomer();
      const [mallory, maya] = [await stranger(), await stranger()];
      const begun = await mallory.run(async (clerk, redirectUrl) => {
        const { firstFactorVerification } = await clerk.client.signIn.create({ strategy: 'oauth_github', redirectUrl });
        return firstFactorVerification.externalVerificationRedirectURL.href;
      }, RETURN);
      // The link that Mallory sends signs Maya in neither here nor there.
      stubs.who = who;
      await maya.page.goto(begun);
      assert.equal(maya.page.url().slice(origin.length), '/?error=expired');
      await mallory.open();
      assert.equal(await me(mallory), null);
      assert.equal(await mallory.run((clerk) => clerk.client.signIn.firstFactorVerification.status), 'unverified');
    });
  });
}
