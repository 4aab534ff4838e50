import { randomUUID } from 'node:crypto';

import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';

import { sessionCookie } from './wire';

/** What shall go wrong on one of the platform's routes; see the sandbox's `PUT /_sandbox/faults`. */
export interface Fault {
  route: string;
  status?: number;
  retryAfter?: number;
  delayMs?: number;
  times?: number;
  body?: string;
  truncate?: boolean;
}

export interface Person {
  email: string;
  name: string;
  sourcedIds: string[];
}

/** XP by UTC day. */
export type XpByDay = Map<string, number>;

export const ACTIVITY = '/edubridge/analytics/activity';
export const ENROLLMENTS = '/edubridge/enrollments/user/{id}';
export const USERS = '/ims/oneroster/rostering/v1p2/users';

const CALIPER = 'http://purl.imsglobal.org/ctx/caliper/v1p2';
const MILLISECONDS_A_DAY = 86_400_000;

/** The Timeback platform behind the dashboard under test, as its tests may use it. */
export class Sandbox {
  private ails = false;

  constructor(
    private readonly http: APIRequestContext,
    private readonly origin: string,
    private readonly app: string,
  ) {}

  /** Puts these faults in the place of those in force. */
  async fail(...faults: Fault[]): Promise<void> {
    this.ails = true;
    await this.sent(this.http.put(`${this.origin}/_sandbox/faults`, { data: faults }));
  }

  /** Takes every fault back, and waits until the dashboard has noticed: it leaves a platform in trouble alone for a while. */
  async heal(): Promise<void> {
    if (!this.ails) return;
    await this.fail();
    const cookie = await sessionCookie(this.http, this.app, 'teacher@example.com');
    const headers = { cookie, accept: 'application/json', origin: this.app, 'sec-fetch-site': 'same-origin' };
    const refresh = () => this.http.post(`${this.app}/api/get_profile`, { headers, form: { fresh: 'true' } });
    await expect.poll(async () => (await refresh()).status(), { timeout: 20_000, intervals: [100] }).toBe(200);
    this.ails = false;
  }

  async people(): Promise<Person[]> {
    const answer = await this.sent(this.http.get(`${this.origin}/_sandbox/people`));
    return (await answer.json()).people;
  }

  /** Begins to count requests anew. */
  async count(): Promise<void> {
    await this.sent(this.http.delete(`${this.origin}/_sandbox/requests`));
  }

  /** How often each route was asked since. */
  async counts(): Promise<Record<string, number>> {
    const answer = await this.sent(this.http.get(`${this.origin}/_sandbox/requests`));
    return (await answer.json()).counts;
  }

  /** What the platform says the student has earned. */
  async xp(studentId: string): Promise<XpByDay> {
    const params = { studentId, startDate: '2000-01-01T00:00:00.000Z', endDate: `${today()}T23:59:59.999Z` };
    const { facts } = await this.asked(ACTIVITY, params);
    const days = Object.entries<Record<string, { activityMetrics: { xpEarned: number } }>>(facts);
    return new Map(days.map(([day, subjects]) => [day, sum(Object.values(subjects).map((fact) => fact.activityMetrics.xpEarned))]));
  }

  /** The titles of the courses the student is enrolled in. */
  async courses(studentId: string): Promise<string[]> {
    const { data } = await this.asked(`/edubridge/enrollments/user/${studentId}`);
    return data.map((enrollment: { course: { title: string } }) => enrollment.course.title);
  }

  /** Reports that the student has just finished something for this much XP. */
  async earn(student: Person, xp: number): Promise<void> {
    const now = new Date().toISOString();
    const event = {
      '@context': CALIPER,
      id: `urn:uuid:${randomUUID()}`,
      type: 'ActivityEvent',
      action: 'Completed',
      profile: 'TimebackProfile',
      eventTime: now,
      actor: { id: `${this.origin}/users/${student.sourcedIds[0]}`, type: 'TimebackUser', email: student.email },
      object: {
        id: 'https://game.example.com/fractions',
        type: 'TimebackActivityContext',
        subject: 'Math',
        app: { name: 'Game' },
        course: { id: `${this.origin}/courses/course-math-5`, name: 'MATH-5' },
      },
      generated: { id: `urn:uuid:${randomUUID()}`, type: 'TimebackActivityMetricsCollection', items: [{ type: 'xpEarned', value: xp }] },
    };
    const data = { sensor: 'https://game.example.com', sendTime: now, dataVersion: CALIPER, data: [event] };
    await this.sent(this.http.post(`${this.origin}/caliper/event`, { data, headers: await this.bearer() }));
  }

  private async asked(path: string, params: Record<string, string> = {}) {
    const answer = await this.sent(this.http.get(`${this.origin}${path}`, { params, headers: await this.bearer() }));
    return answer.json();
  }

  private async bearer(): Promise<Record<string, string>> {
    const credentials = Buffer.from('sandbox:sandbox-secret').toString('base64');
    const answer = await this.sent(
      this.http.post(`${this.origin}/oauth2/token`, {
        form: { grant_type: 'client_credentials' },
        headers: { authorization: `Basic ${credentials}` },
      }),
    );
    return { authorization: `Bearer ${(await answer.json()).access_token}` };
  }

  private async sent(answer: Promise<APIResponse>): Promise<APIResponse> {
    const response = await answer;
    if (!response.ok()) {
      throw new Error(`The sandbox answered ${response.status()} to ${response.url()}: ${await response.text()}`);
    }
    return response;
  }
}

/** The UTC day that lies this many days back, `YYYY-MM-DD`. */
export function today(daysAgo = 0): string {
  return new Date(Date.now() - daysAgo * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

export function sum(figures: Iterable<number>): number {
  return [...figures].reduce((total, figure) => total + figure, 0);
}

/** A figure as the dashboard writes it. */
export function amount(figure: number): string {
  return figure.toLocaleString('en-US', { maximumFractionDigits: 2 }).replace('-', '−');
}
