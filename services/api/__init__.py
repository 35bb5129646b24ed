"""The HTTP service: takes articles, tells how far they are, hands out their events. It runs no model."""
