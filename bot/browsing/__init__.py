"""The logbook in a browser: a redacted copy, served on loopback through Datasette."""
