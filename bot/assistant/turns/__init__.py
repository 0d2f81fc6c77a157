"""What a question means after the turns before it: whether it goes on, of which papers, and its frame."""
