return {redis.call('ZCARD', pending), redis.call('HGET', totals, 'queued_bytes') or '0', redis.call('ZCARD', leases)}
