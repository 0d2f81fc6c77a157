"""Answers questions: recognises what kind of question it is, reads follow-ups, composes the answer and proves
its quotes. No Discord and no SQL here.
"""
