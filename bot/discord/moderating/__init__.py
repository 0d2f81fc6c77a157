"""What moderators see of their server's log, and what they do with it."""
