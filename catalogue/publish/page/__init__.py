"""What pages share: frame, head, links, sources, templates, prose."""
