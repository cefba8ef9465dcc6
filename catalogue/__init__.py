"""The Designation Catalogue: YAML that people edit -> a checked model -> files.

model/    what a catalogue is: typed and immutable, no files and no YAML
read/     YAML to model, every problem with file, line and column
checks/   one check, one file
rules/    decisions as pure functions
publish/  one output, one file
shell.py  the only module that knows MkDocs
"""
