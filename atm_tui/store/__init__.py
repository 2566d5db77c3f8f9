"""Plans on disk: one TinyDB JSON file a plan, written so that a stop at any moment loses nothing saved."""
