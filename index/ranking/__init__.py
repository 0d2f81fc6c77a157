"""The engines that rank papers, which serves which size, and how well they do.

Other rooms use `bm25`, `engines`, `evaluate` and `tantivy_engine`.
"""
