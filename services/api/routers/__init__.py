"""What is answered at which path: one file a resource."""
