"""Jobs: their states, the operations on them, and the stores that keep them."""
