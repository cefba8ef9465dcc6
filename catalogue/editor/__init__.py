"""What helps whoever edits the YAML: schemas for editors, and the documents written from the model."""
