"""A message → its questions: mended, without what is said around them, split; what asks nothing is answered here."""
