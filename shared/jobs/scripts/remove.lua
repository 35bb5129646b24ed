local id, ttl = ARGV[1], ARGV[2]
local job = read(id, 'status', 'key')
if not job[1] then return 'unknown' end
if job[1] == 'running' then return 'running' end
if job[1] == 'queued' then
  finish(id, 'cancelled', ttl)
  redis.call('HDEL', job_key(id), 'article')
  return 'cancelled'
end
redis.call('DEL', job_key(id))
if job[2] then redis.call('DEL', job[2]) end
return 'erased'
