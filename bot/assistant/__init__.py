"""Kinds of question, follow-ups, composing an answer and proving its quotes. No Discord, no SQL."""
