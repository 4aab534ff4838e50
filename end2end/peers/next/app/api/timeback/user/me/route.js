import { profileOf } from '../../../../../platform.js';

export async function GET(request) {
  const email = request.cookies.get('student')?.value;
  if (!email) return Response.json({ error: 'unauthorized' }, { status: 401 });
  const { me } = await profileOf(email);
  return Response.json(me, { headers: { 'cache-control': 'private, no-store' } });
}
