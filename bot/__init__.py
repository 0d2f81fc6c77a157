"""Who asked, what we said, what we kept: the assistant, storage, Discord and the terminal."""
