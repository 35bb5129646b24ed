local found = {}
for index, id in ipairs(ARGV) do found[index] = redis.call('HGET', job_key(id), 'status') end
return found
