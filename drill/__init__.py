"""Drills: what an outage does to what citizens were told is received. `python3 run.py drill`."""
