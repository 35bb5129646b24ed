"""The stages of training, one a file: each reads what the one before left in the work folder, and can be resumed."""
