"""Libraries that are kept in an OpenSearch cluster and not on this machine: each state has an index of its own, and an alias names the current
one. The settings of a cluster stand here, apart from the client, so that a program without a cluster need not load it.

Other packages use `libraries`, `connection` and `states`.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from corpus.characters import can_be_asked
from corpus.private import beside


class ClusterSettings(BaseModel):
    """A cluster with libraries, for ``search.engine = "opensearch"``: its addresses, the user, and how a library
    is stored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    urls: tuple[str, ...] = Field(
        (), max_length=100, description="Its nodes' addresses, such as https://search.example.org:9200."
    )
    user: str = Field("", max_length=200, description="Who asks; empty: without a name.")
    password: SecretStr = Field(
        SecretStr(""), description="Better in MARROW__OPENSEARCH__PASSWORD than in the file."
    )
    ca_file: str = Field(
        "", description="Who signed its certificate, if nobody your system trusts; relative to this file's folder."
    )
    prefix: str = Field(
        "marrow", pattern=r"^[a-z][a-z0-9-]{0,31}$", description="What its indexes' names begin with."
    )
    shards: int = Field(3, ge=1, le=1024, description="How many parts a library is divided into …")
    replicas: int = Field(1, ge=0, le=10, description="… and how many copies of each there are beside it.")
    timeout_seconds: float = Field(5, gt=0, le=120, description="How long to wait for one answer …")
    retries: int = Field(
        2, ge=0, le=10, description="… and how often to ask again, another node where there is one."
    )
    bulk_mb: float = Field(4, gt=0, le=64, description="So many MB are sent at once when a library is put there.")

    @field_validator("urls")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            if not re.fullmatch(r"https?://(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?", url):
                raise ValueError(
                    "write each address as https://search.example.org:9200, without a name, a password or a path"
                )
            can_be_asked(url)
        return value

    def beside(self, folder: Path) -> ClusterSettings:
        """The same settings, with ``ca_file`` taken as relative to ``folder``, the folder of the settings file.
        Raises ConfigError.
        """
        found = self.ca_file and str(beside(folder, Path(self.ca_file)))
        return self.model_copy(update={"ca_file": found})
