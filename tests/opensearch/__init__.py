"""The engine beyond one machine, held against the real server."""
