local id, token, lease_ms = ARGV[1], ARGV[2], tonumber(ARGV[3])
if not holds(id, token) then return 0 end
redis.call('ZREM', leases, id)  -- first a write that a full Redis allows, or the next would be refused
redis.call('ZADD', leases, now + lease_ms, id)
return 1
