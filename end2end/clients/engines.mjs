const server = process.env.TEST_DATABASE_URL;

/** What a dashboard may keep its accounts in: the settings for it, and why it cannot be tested here, if it cannot. */
export const ENGINES = [
  { engine: 'SQLite', settings: {}, skip: false },
  {
    engine: 'PostgreSQL',
    settings: { DATABASE_URL: server, AUTH_SECRET_KEY: '42'.repeat(32) },
    skip: !server && 'TEST_DATABASE_URL is not set: see setup/postgres.sh',
  },
];
