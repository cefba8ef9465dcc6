"""The house drawn from its imports: `make map`."""
