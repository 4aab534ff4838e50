import { randomUUID } from 'node:crypto';

import { AuthClient } from '@supabase/auth-js';

/** Supabase's client of this dashboard, which keeps its session to itself; an administrator's, with a token. */
export function clientOf(dashboard, token, settings = {}) {
  return new AuthClient({
    url: dashboard.url,
    headers: { apikey: 'unused', ...(token && { Authorization: `Bearer ${token}` }) },
    storageKey: randomUUID(),
    persistSession: false,
    autoRefreshToken: false,
    detectSessionInUrl: false,
    ...settings,
  });
}
