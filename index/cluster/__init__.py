"""Libraries that are kept in an OpenSearch cluster and not on this machine: each state has an index of its own,
and an alias names the current one.

Other packages use `libraries`, `connection`, `settings`, `states` and `papers`.
"""
