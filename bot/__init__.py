"""The bot: the assistant that answers, the storage of what was asked and answered, Discord and the terminal."""

GARBAGE = 50_000  # new objects after which Python looks for cycles; its own 700 would be reached many times in each answer
STARTING = 200_000  # the same until a process is ready: what is made until then stays
