"""The browser's scripts, joined and minified."""
