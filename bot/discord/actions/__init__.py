"""The actions of the buttons under an answer: one function each, ``press_ACTION(interaction, answer, page)``."""
