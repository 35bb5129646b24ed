"""What callers touch: the HTTP service and the command line."""
