return {record(ARGV[1]), redis.call('HGET', job_key(ARGV[1]), 'result')}
