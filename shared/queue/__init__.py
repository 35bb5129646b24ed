"""Queues: how the id of a waiting job reaches a worker. A message is a hint; the job store is the truth."""
