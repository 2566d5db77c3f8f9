"""Taking in what was written elsewhere: lines of a flipchart, tables, files, other plans.

What is understood is data first (``understood.py``), to be looked at; only then is it taken, as one step.
"""
