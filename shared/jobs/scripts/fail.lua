local id, token, max_attempts, ttl, retry_ms = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local error_code, error_detail = ARGV[6], ARGV[7]
if not holds(id, token) then
  local job = read(id, 'status', 'token')  -- the same call again, its first answer was lost
  return (job[1] == 'failed' or job[1] == 'queued') and job[2] == token and 1 or 0
end
if retry_ms ~= '' and tonumber(redis.call('HGET', job_key(id), 'attempts')) < max_attempts then
  requeue(id, now + tonumber(retry_ms))
else
  finish(id, 'failed', ttl, 'error_code', error_code, 'error_detail', error_detail)
end
return 1
