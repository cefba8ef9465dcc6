"""YAML to model: every problem with its file, line and column, all of them in one run."""
