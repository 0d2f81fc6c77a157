"""``make opensearch``: a cluster on loopback to try things on, until it is interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from tests.opensearch.cluster import HEAP, VERSION, cluster, possible


def main() -> int:
    """Start it, say where it is, wait for Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=3, choices=(1, 2, 3))
    parser.add_argument("--port", type=int, default=9200, help="the first of two ports a node")
    parser.add_argument("--data", type=Path, help="a folder that stays; without it nothing does")
    chosen = parser.parse_args()
    if not possible():
        print("OpenSearch needs Java 17 and Maven: install default-jdk-headless and maven.", file=sys.stderr)
        return 1
    with cluster(chosen.nodes, chosen.data, chosen.port) as made:
        urls = ", ".join(f'"{url}"' for url in made.urls)
        print(f"OpenSearch {VERSION}, {chosen.nodes} nodes with {HEAP} each. In config.toml:\n", flush=True)
        print(f'[search]\nengine = "opensearch"\n[opensearch]\nurls = [{urls}]\n', flush=True)
        signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("Stopping …", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
