"""The bot: the assistant that answers, the storage of what was asked and answered, Discord and the terminal."""
