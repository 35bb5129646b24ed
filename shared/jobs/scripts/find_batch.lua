local known = redis.call('HMGET', prefix .. ':batch-key:' .. ARGV[1], 'batch', 'fingerprint')
if not known[1] or redis.call('EXISTS', batch_key(known[1])) == 0 then return {'none'} end
if known[2] ~= ARGV[2] then return {'conflict'} end
return {'known', known[1]}
