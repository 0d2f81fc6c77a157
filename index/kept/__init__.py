"""A large library's index on disk: it is opened at once, changed paper by paper, and not used if its checksums
do not match.

Why files of records and not one SQLite file: docs/decisions.md, 11 (measured by tests/benchmarks/keeping.py).
"""
