"""The commands beside building, and what all commands share."""
