"""A checked catalogue to a site: every file is an `Output` with named inputs.

`plan.py` lists them in rounds, `write.py` writes what changed; `docs/map.md` tells the road.
"""
