-- What every script starts with: the keys of the store, its clock, and the moves of a job.
--
-- <prefix>:job:<id>            hash: the record of a job, its article and its result
-- <prefix>:pending             sorted set: queued jobs by the time (ms) when a sweep looks at them
-- <prefix>:leases              sorted set: running jobs by the time (ms) when their lease lapses
-- <prefix>:totals              hash: queued_bytes
-- <prefix>:key:<key>           hash: the job and the fingerprint that an idempotency key stands for
-- <prefix>:batch:<id>[:lines]  hash and list: a batch; <prefix>:batch-key:<key> as above
local prefix = KEYS[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local pending, leases, totals = prefix .. ':pending', prefix .. ':leases', prefix .. ':totals'

local function job_key(id) return prefix .. ':job:' .. id end
local function batch_key(id) return prefix .. ':batch:' .. id end

local function read(id, ...) return redis.call('HMGET', job_key(id), ...) end

local function record(id)
  return read(id, 'status', 'created', 'started', 'finished', 'attempts', 'external_id', 'error_code', 'error_detail')
end

local function article_size(id) return redis.call('HSTRLEN', job_key(id), 'article') end

local function wait(id, due)
  redis.call('ZADD', pending, due, id)
  redis.call('HINCRBY', totals, 'queued_bytes', article_size(id))
end

local function stop_waiting(id)
  if redis.call('ZREM', pending, id) == 1 then
    redis.call('HINCRBY', totals, 'queued_bytes', -article_size(id))
  end
end

-- Back to queued; hinted = 0 says that no message speaks of it.
local function requeue(id, due)
  redis.call('ZREM', leases, id)
  redis.call('HSET', job_key(id), 'status', 'queued', 'hinted', 0, 'sends', 0)
  wait(id, due)
end

-- The end of a job: from now on all that belongs to it expires together.
local function finish(id, status, ttl, ...)
  stop_waiting(id)
  redis.call('ZREM', leases, id)
  redis.call('HSET', job_key(id), 'status', status, 'finished', now, ...)
  redis.call('PEXPIRE', job_key(id), ttl)
  local owners = read(id, 'key', 'batch')
  if owners[1] then redis.call('PEXPIRE', owners[1], ttl) end
  if owners[2] then
    redis.call('PEXPIRE', batch_key(owners[2]), ttl)
    redis.call('PEXPIRE', batch_key(owners[2]) .. ':lines', ttl)
    local named = redis.call('HGET', batch_key(owners[2]), 'key')
    if named then redis.call('PEXPIRE', named, ttl) end
  end
end

-- Whether the caller of a step holds the job: it shows the token of the attempt that runs.
local function holds(id, token)
  local held = read(id, 'status', 'token')
  return held[1] == 'running' and held[2] == token
end
