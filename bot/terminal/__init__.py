"""The command line and the terminal chat. Only `app` is used from outside."""
