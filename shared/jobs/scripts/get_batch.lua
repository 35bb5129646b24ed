local id, first, last = ARGV[1], ARGV[2], ARGV[3]
local batch, lines = batch_key(id), batch_key(id) .. ':lines'
local kept = redis.call('HMGET', batch, 'complete', 'created', 'rejected')
if not kept[1] then return {} end
local asked = {}
if tonumber(last) >= tonumber(first) then asked = redis.call('LRANGE', lines, first, last) end
return {kept[2], redis.call('LLEN', lines), kept[3], asked}
