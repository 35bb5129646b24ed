redis.call('SET', prefix .. ':probe', now, 'PX', 1000)
