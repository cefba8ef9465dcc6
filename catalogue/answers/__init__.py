"""What the command line answers: a log judged, a profile judged, ways, plans."""
