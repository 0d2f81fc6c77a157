"""A real cluster of OpenSearch on loopback, from its released jars: fetched once by Maven, held to their checksums."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

NODE = Path(__file__).parent / "node"
VERSION = "2.19.6"
HEAP = "512m"
FETCHING, STARTING, STOPPING = 600, 600, 60  # seconds


def possible() -> bool:
    """True where Java and Maven are."""
    return all(shutil.which(name) for name in ("java", "javac", "mvn"))


def cache() -> Path:
    """Where the jars are kept between runs."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "marrow" / f"opensearch-{VERSION}"


def fetched() -> Path:
    """The folder of the jars, every one of them checked, and of the launcher compiled. Raises RuntimeError."""
    folder = cache()
    if not (folder / "jars").is_dir():
        part = folder / "fetching"
        maven = ("mvn", "-B", "-q", "-f", str(NODE / "pom.xml"), "dependency:copy-dependencies")
        _run(*maven, f"-DoutputDirectory={part}", "-DincludeScope=runtime")
        part.rename(folder / "jars")
    _check(folder / "jars")
    _run("javac", "-cp", f"{folder / 'jars'}/*", "-d", str(folder / "classes"), str(NODE / "Member.java"))
    return folder


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=FETCHING, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {(done.stdout + done.stderr).strip()[-500:]}")


def _check(jars: Path) -> None:
    """Hold every jar to the checksum that stands in the repository; none may lack, and none be there beside them."""
    lines = (line.split() for line in (NODE / "jars.sha256").read_text().splitlines())
    wanted = {name: checksum for checksum, name in lines}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in jars.iterdir()}
    if found != wanted:
        odd = sorted({*found.items()} ^ {*wanted.items()})[0][0]
        raise RuntimeError(f"{odd} is not the jar that was pinned; remove {jars} and run this again.")


class Member:
    """One node."""

    def __init__(
        self, name: str, folder: Path, http: int, transport: int, process: subprocess.Popen[bytes]
    ) -> None:
        self.name, self.folder, self.http, self.transport, self.process = name, folder, http, transport, process

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.http}"

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(STOPPING)


class Cluster:
    """Nodes that know of each other. ``start`` makes them; every one has its own folder of data."""

    def __init__(self, jars: Path, folder: Path, size: int, port: int | None = None) -> None:
        self._jars, self._folder = jars, folder
        self._names = [f"node-{number}" for number in range(1, size + 1)]
        self._ports = _free(2 * size, port)
        self.members: list[Member] = []

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of all nodes, whether they run or not."""
        return tuple(f"http://127.0.0.1:{port}" for port in self._ports[: len(self._names)])

    def start(self) -> None:
        """Start every node that does not run, and wait until all have found each other. Raises RuntimeError."""
        running = {member.name for member in self.members if member.process.poll() is None}
        self.members = [member for member in self.members if member.name in running]
        self.members += [self._started(number) for number, name in enumerate(self._names) if name not in running]
        self.members.sort(key=lambda member: member.name)
        self.wait(f"wait_for_nodes={len(self._names)}")

    def _started(self, number: int) -> Member:
        name, size = self._names[number], len(self._names)
        home = self._folder / name
        (home / "config").mkdir(parents=True, exist_ok=True)
        http, transport = self._ports[number], self._ports[size + number]
        settings = {
            "path.home": str(home),
            "node.name": name,
            "cluster.name": "marrow",
            "network.host": "127.0.0.1",
            "http.port": str(http),
            "transport.port": str(transport),
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._ports[size:]),
            "cluster.initial_cluster_manager_nodes": ",".join(self._names),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "action.auto_create_index": "false",
        }
        java = ("java", f"-Xmx{HEAP}", "-Xms256m", "-Dlog4j2.disableJmx=true", "-Djava.io.tmpdir=" + str(home))
        classes = os.pathsep.join((str(self._jars / "classes"), f"{self._jars / 'jars'}/*"))
        with (home / "log").open("ab") as log:
            command = (*java, "-cp", classes, "Member", *(f"{key}={value}" for key, value in settings.items()))
            process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=home)
        return Member(name, home, http, transport, process)

    def wait(self, condition: str) -> None:
        """Wait until the cluster's health meets a condition, as its own address takes it. Raises RuntimeError."""
        end = time.monotonic() + STARTING
        while time.monotonic() < end:
            for member in self.members:
                if member.process.poll() is not None:
                    said = (member.folder / "log").read_text("utf-8", "replace")[-800:]
                    raise RuntimeError(f"{member.name} ended by itself: {said}")
            if self._says(condition):
                return
            time.sleep(0.5)
        raise RuntimeError(f"The cluster was not ready within {STARTING} seconds.")

    def _says(self, condition: str) -> bool:
        """True where every node that runs says so: one alone may not have noticed yet that another went."""
        running = [member for member in self.members if member.process.poll() is None]
        return bool(running) and all(_meets(member.url, condition) for member in running)

    def stop(self) -> None:
        """End every node."""
        for member in self.members:
            member.process.terminate()
        for member in self.members:
            try:
                member.process.wait(STOPPING)
            except subprocess.TimeoutExpired:
                member.kill()


def _meets(url: str, condition: str) -> bool:
    """True where a node answers that the cluster's health meets a condition."""
    with (
        suppress(URLError, OSError, ValueError),
        urlopen(f"{url}/_cluster/health?{condition}&timeout=5s", timeout=8) as found,
    ):
        return not json.load(found)["timed_out"]
    return False


def _free(count: int, first: int | None) -> Sequence[int]:
    """Ports that nobody listens at: from ``first`` on, or any."""
    if first is not None:
        return range(first, first + count)
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@contextmanager
def cluster(size: int, folder: Path | None = None, port: int | None = None) -> Iterator[Cluster]:
    """A cluster that runs while the block does; without ``folder`` its data goes with it."""
    with tempfile.TemporaryDirectory(prefix="marrow-opensearch-", ignore_cleanup_errors=True) as temporary:
        made = Cluster(fetched(), folder or Path(temporary), size, port)
        try:
            made.start()
            yield made
        finally:
            made.stop()
