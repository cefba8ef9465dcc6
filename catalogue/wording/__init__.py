"""Sentences: what rules, facts and answers say in plain words, for pages, widgets and command line alike."""
