"""The logbook in a browser: a redacted copy, served with Datasette on a loopback address by default.

Other packages use `serving`, `copy`, `guarding` and `chart`.
"""
