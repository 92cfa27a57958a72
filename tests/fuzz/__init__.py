"""Long runs of damaged input, by hand: see `strange.py` and `guided.py`."""
