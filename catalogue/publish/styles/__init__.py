"""The stylesheets: which rules the built pages use, in the colours of the body."""
