"""Running Sitrep: the launcher of ``make run``, the locked dependencies and the sample article."""
