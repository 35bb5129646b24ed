"""The launcher of ``make run``: a real Redis, the worker and the API on one machine, as children of one process."""
