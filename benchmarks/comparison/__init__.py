"""What whole-process is made of."""
