local depth, resend_ms, max_attempts, ttl = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local oldest_waiting, limit, error_code, error_detail = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local lapsed, failed, send = 0, 0, {}

-- Have the caller send a message for a queued job that had so many before; it is looked at again ever later.
local function hint(id, sends)
  send[#send + 1] = id
  redis.call('HSET', job_key(id), 'hinted', now, 'sends', sends + 1)
  redis.call('ZADD', pending, now + resend_ms * 2 ^ math.min(sends, 6), id)
end

local due = redis.call('ZRANGEBYSCORE', pending, '-inf', now, 'LIMIT', 0, limit)
for _, id in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', now, 'LIMIT', 0, limit)) do
  local attempts = tonumber(redis.call('HGET', job_key(id), 'attempts') or '')
  lapsed = lapsed + 1
  if not attempts then
    redis.call('ZREM', leases, id)
  elseif attempts >= max_attempts then
    finish(id, 'failed', ttl, 'error_code', error_code, 'error_detail', error_detail)
    failed = failed + 1
  else
    requeue(id, now)
    hint(id, 0)
  end
end

-- No message of the job at the head is older than the job itself: what was hinted before that has left the queue.
local oldest = oldest_waiting ~= '' and tonumber(redis.call('HGET', job_key(oldest_waiting), 'created') or '')
for _, id in ipairs(due) do
  local job = read(id, 'hinted', 'sends')
  local hinted, sends = tonumber(job[1] or ''), tonumber(job[2] or '')
  if not hinted then
    stop_waiting(id)
  elseif hinted == 0 or depth == 0 or (oldest and hinted < oldest - resend_ms) then
    hint(id, sends)
  else
    redis.call('ZADD', pending, now + resend_ms, id)
  end
end
return {lapsed, failed, send}
