local id, start, complete, ttl, key, fingerprint = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local rejected = tonumber(ARGV[7])
local batch, lines = batch_key(id), batch_key(id) .. ':lines'

if redis.call('LLEN', lines) == start then
  for index = 8, #ARGV do redis.call('RPUSH', lines, ARGV[index]) end
  redis.call('HINCRBY', batch, 'rejected', rejected)
  redis.call('HSETNX', batch, 'created', now)
end
if complete == '1' then
  redis.call('HSET', batch, 'complete', 1)
  if key ~= '' then
    local named = prefix .. ':batch-key:' .. key
    local holder = redis.call('HGET', named, 'batch')
    if not holder or holder == id or redis.call('EXISTS', batch_key(holder)) == 0 then
      redis.call('HSET', named, 'batch', id, 'fingerprint', fingerprint)
      redis.call('PEXPIRE', named, ttl)
      redis.call('HSET', batch, 'key', named)
    end
  end
end
redis.call('PEXPIRE', batch, ttl)
redis.call('PEXPIRE', lines, ttl)
