"""The corpora: one reader a data set, each yielding the codebook's records."""
