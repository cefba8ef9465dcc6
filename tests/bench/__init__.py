"""What building costs: ours, MkDocs and Hugo on the same records, in one run."""
