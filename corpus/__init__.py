"""What the papers say: papers, their import, sentences, passages, abbreviations, snapshots."""
