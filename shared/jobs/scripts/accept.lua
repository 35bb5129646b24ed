local id, article, max_jobs, max_bytes, resend_ms = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local external_id, idempotency_key, fingerprint, batch = ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local key = prefix .. ':key:' .. idempotency_key

if redis.call('EXISTS', job_key(id)) == 1 then return {'created', id, record(id)} end
if idempotency_key ~= '' then
  local known = redis.call('HMGET', key, 'job', 'fingerprint')
  if known[1] and redis.call('EXISTS', job_key(known[1])) == 1 then
    if known[2] ~= fingerprint then return {'conflict'} end
    return {'known', known[1], record(known[1])}
  end
end

local waiting = redis.call('ZCARD', pending)
local bytes = tonumber(redis.call('HGET', totals, 'queued_bytes') or '0')
if waiting >= max_jobs or bytes + #article > max_bytes then return {'full', waiting, bytes} end

redis.call('HSET', job_key(id), 'status', 'queued', 'created', now, 'attempts', 0, 'article', article, 'hinted', now, 'sends', 0)
if external_id ~= '' then redis.call('HSET', job_key(id), 'external_id', external_id) end
if batch ~= '' then redis.call('HSET', job_key(id), 'batch', batch) end
if idempotency_key ~= '' then
  redis.call('HSET', key, 'job', id, 'fingerprint', fingerprint)
  redis.call('PERSIST', key)
  redis.call('HSET', job_key(id), 'key', key)
end
wait(id, now + resend_ms)
return {'created', id, record(id)}
