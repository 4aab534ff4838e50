// Every worker has a dashboard and a sandbox of its own: faults, request counts and reported events stay with the tests
// that made them.

export interface Server {
  /** The dashboard's origin. */
  readonly app: string;
  /** Its sandbox's origin. */
  readonly sandbox: string;
}

/** As many as the smallest machine we build on has cores. */
export const WORKERS = 2;

const FIRST_APP_PORT = 3310;
const FIRST_SANDBOX_PORT = 4310;

/** The server of the worker with this index, counted from 0. */
export function serverOf(worker: number): Server {
  return {
    app: `http://127.0.0.1:${FIRST_APP_PORT + worker}`,
    sandbox: `http://127.0.0.1:${FIRST_SANDBOX_PORT + worker}`,
  };
}
