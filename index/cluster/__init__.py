"""Libraries that live in a cluster of OpenSearch: each state an index of its own behind an alias. Nothing of them is kept here."""
