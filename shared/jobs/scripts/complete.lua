local id, token, result, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if holds(id, token) then
  finish(id, 'succeeded', ttl, 'result', result)
  return 1
end
local job = read(id, 'status', 'token')  -- the same call again, its first answer was lost
return job[1] == 'succeeded' and job[2] == token and 1 or 0
