"""How much address space a process needs to begin: with less, libraries end it with errors of their own, or the connection to
Discord fails for ever.
"""

from __future__ import annotations

import resource

BOT, COMMAND = 400, 160  # megabytes: with 320 the bot started, and answered no question


def lacking(command: str) -> str:
    """A sentence if the shell or the service manager limits this process to less than ``command`` needs, else ""."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    least = BOT if command == "run" else COMMAND
    if limit == resource.RLIM_INFINITY or limit >= least * 2**20:
        return ""
    who = "The bot" if command == "run" else "Marrow"
    return (
        f"{who} may use {limit // 2**20} MB of address space and needs at least {least}: raise that limit "
        "(“ulimit -v” in a shell, LimitAS in a service of systemd)."
    )
