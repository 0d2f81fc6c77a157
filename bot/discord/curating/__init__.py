"""What curators do with their server's library from Discord."""
