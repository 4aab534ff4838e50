use std::time::Duration;

use futures_util::{FutureExt as _, future::BoxFuture};
use redis::Script;

use super::Valkey;
use identity::limits::{Key, Quota, SharedLimits, SharedLimitsUnavailable};

/// Takes a token from each bucket, or from none. A bucket is stored as the instant until which it is empty, by the server's
/// clock in microseconds, and expires when it is full.
const TAKE: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local levels, waits, refused = {}, {}, false
for at, key in ipairs(KEYS) do
  local every, burst = tonumber(ARGV[2 * at - 1]), tonumber(ARGV[2 * at])
  local level = math.max(tonumber(redis.call('GET', key) or now), now) + every
  levels[at], waits[at] = level, math.max(level - now - every * burst, 0)
  refused = refused or waits[at] > 0
end
if not refused then
  for at, key in ipairs(KEYS) do
    redis.call('SET', key, string.format('%d', levels[at]), 'PX', math.ceil((levels[at] - now) / 1000))
  end
end
return waits";

/// Puts a token back into each bucket.
const GIVE_BACK: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
for at, key in ipairs(KEYS) do
  local level = tonumber(redis.call('GET', key) or now) - tonumber(ARGV[2 * at - 1])
  if level > now then
    redis.call('SET', key, string.format('%d', level), 'PX', math.ceil((level - now) / 1000))
  else
    redis.call('DEL', key)
  end
end";

/// Rate limits that all nodes count together.
pub struct ValkeyLimits {
    valkey: Valkey,
    take: Script,
    give_back: Script,
}

impl ValkeyLimits {
    /// Rate limits in `valkey`.
    pub fn new(valkey: Valkey) -> Self {
        Self {
            valkey,
            take: Script::new(TAKE),
            give_back: Script::new(GIVE_BACK),
        }
    }

    async fn run<T: redis::FromRedisValue>(
        &self,
        script: &Script,
        buckets: &[(Key, Quota)],
    ) -> Result<T, SharedLimitsUnavailable> {
        let mut run = script.prepare_invoke();
        for (key, quota) in buckets {
            // In a cluster, what is in braces decides where a key is: all of one script are in one place.
            run.key(format!("timeback:{{limits}}:{key:016x}"))
                .arg(micros(quota.every))
                .arg(quota.burst);
        }
        let answer = self
            .valkey
            .ask(async |mut connection| run.invoke_async(&mut connection).await);
        answer.await.ok_or(SharedLimitsUnavailable)
    }
}

impl SharedLimits for ValkeyLimits {
    fn take<'a>(
        &'a self,
        wanted: &'a [(Key, Quota)],
    ) -> BoxFuture<'a, Result<Vec<Duration>, SharedLimitsUnavailable>> {
        async move {
            let waits: Vec<u64> = self.run(&self.take, wanted).await?;
            Ok(waits.into_iter().map(Duration::from_micros).collect())
        }
        .boxed()
    }

    fn give_back<'a>(
        &'a self,
        taken: &'a [(Key, Quota)],
    ) -> BoxFuture<'a, Result<(), SharedLimitsUnavailable>> {
        self.run(&self.give_back, taken).boxed()
    }
}

fn micros(span: Duration) -> u64 {
    u64::try_from(span.as_micros()).unwrap_or(u64::MAX)
}
