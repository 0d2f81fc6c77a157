"""Which sentences are evidence for a question: analysis, BM25, evidence, outcomes, evaluation."""
