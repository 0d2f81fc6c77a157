"""The Discord side: cogs and buttons take questions and send answers; everything else is in other packages.

The terminal starts the bot with `running` and looks at its settings there with `checking`; nobody else comes in.
"""
