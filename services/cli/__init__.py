"""The command line: ``sitrep extract`` on this machine, the other commands against a running service."""
