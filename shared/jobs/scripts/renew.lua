local id, token, lease_ms = ARGV[1], ARGV[2], tonumber(ARGV[3])
if not holds(id, token) then return 0 end
redis.call('ZADD', leases, 'XX', now + lease_ms, id)
return 1
