"""Widgets used by more than one screen: the frame, the list, the form, and the way to the plan."""
