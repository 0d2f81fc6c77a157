"""The entry point of ``python -m bot`` and ``marrow``; the one place where errors become sentences for people."""

from __future__ import annotations

import gc
import os
import signal
import sys

from bot import STARTING
from bot.ending import Ending
from bot.memory import lacking


def main() -> None:
    """Run the command line of this process. Exits with 0 (done), 1 (failed or refused; one sentence says why), 2
    (wrong usage) or 130 (Ctrl-C, also in the half second in which all of it is imported); or by SIGTERM or SIGHUP, if
    one of them ended it.
    """
    ending = Ending()
    try:
        _main(ending)
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as leaving:
        ending.leave(leaving.code if isinstance(leaving.code, int) else 0)
        raise


def _main(ending: Ending) -> None:
    _open_streams()
    if sys.argv[1:2] == ["run"] and hasattr(signal, "SIGHUP"):
        # A reload asked for while the bot starts has nothing to do; by itself it would end the process, for good under systemd.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ending.listen()
    if sentence := lacking("".join(sys.argv[1:2])):
        print(sentence, file=sys.stderr)  # noqa: T201
        sys.exit(1)
    gc.set_threshold(STARTING)  # before anything is imported: saves a tenth of the time until the first answer
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else every package here is asked for one
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads, which nothing here would use
    from bot.terminal.app import app, guarded

    os.umask(0o077)  # what a library makes for us is for its owner alone, too
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = guarded(lambda: _whole(app(standalone_mode=False)))
    ending.leave(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # said above; Python would say it again, with a traceback and a code of its own
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    gc.freeze()  # everything goes with the process, so a search for cycles would be wasted
    sys.exit(code)


def _open_streams() -> None:
    """Replace standard streams that the caller has closed; input is then empty and output is lost. Otherwise the next
    file to be opened would take their place, and printed text would go into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            file = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is the closed one's
            os.set_inheritable(file, True)  # as with streams that were not closed
            setattr(sys, name, open(file, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115  # for as long as the process lives


def _whole(code: object) -> object:
    """The exit code of a command, once all its output is written. Raises OSError."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has enough
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, "The output") from None
    return code


if __name__ == "__main__":
    main()
