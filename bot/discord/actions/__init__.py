"""What the buttons under an answer do: one file each, one function each, ``press(interaction, answer, page)``."""
