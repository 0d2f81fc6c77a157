"""What moderators see of their server's log, and what they can do with it."""
