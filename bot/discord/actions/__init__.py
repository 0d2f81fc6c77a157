"""What the buttons under an answer do: one function each, ``press_ACTION(interaction, answer, page)``."""
