local id, token, lease_ms, max_attempts, ttl = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local error_code, error_detail = ARGV[6], ARGV[7]
local job = read(id, 'status', 'token', 'attempts')

if not job[1] then
  redis.call('ZREM', pending, id)
  return {'unknown'}
end
if job[1] == 'running' then
  if job[2] == token then return {'claimed', record(id), redis.call('HGET', job_key(id), 'article')} end
  return {'leased'}
end
if job[1] ~= 'queued' then return {'terminal'} end
if tonumber(job[3]) >= max_attempts then
  finish(id, 'failed', ttl, 'error_code', error_code, 'error_detail', error_detail)
  return {'exhausted'}
end

stop_waiting(id)
redis.call('HSET', job_key(id), 'status', 'running', 'started', now, 'token', token, 'attempts', job[3] + 1)
redis.call('ZADD', leases, now + lease_ms, id)
return {'claimed', record(id), redis.call('HGET', job_key(id), 'article')}
