"""What a catalogue is: typed, immutable values; no input, no output, no YAML."""
