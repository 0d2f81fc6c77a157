"""The configuration: a TOML file, overridden by the environment (``MARROW__SECTION__KEY``). All of it is checked
before anything starts.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from bot.harmless import without_tokens
from bot.settings import (
    TOKEN,
    DiscordSection,
    MetricsSection,
    SettingsTable,
    check_names,
    from_environment,
    not_toml,
    sentence,
    unknown,
)
from corpus.characters import can_be_asked
from corpus.citing import STYLES
from corpus.errors import ConfigError
from corpus.limits import Limits
from corpus.private import beside, is_there, read_own
from corpus.processes import WorkLimits
from index.cluster import ClusterSettings
from index.ranking.engines import K1, B, Name

ENVIRONMENT = "MARROW_CONFIG"
# what the log keeps; each keeps less than the one before it
Mode = Literal["full", "pseudonymous", "counts", "off"]
USUAL = Path("config.toml")
LARGEST = 2**20  # bytes of the file
CHOICES = 25  # that Discord offers for an option of a command (https://discord.com/developers/docs/interactions/application-commands)


class CorpusSection(SettingsTable):
    """The library that is asked, and the bounds of what is imported."""

    library: str = Field(
        "default", description="The library that is asked; “default” is the built-in one until you import."
    )
    snapshot_days: int = Field(
        0, ge=0, le=36500, description="Remove old states no kept answer needs after so many days; 0: never."
    )

    max_record_chars: int = Field(
        8_000_000, ge=10_000, le=16_000_000, description="A record of an import with more characters is refused."
    )
    max_abstract_chars: int = Field(
        20_000, ge=1_000, le=1_000_000, description="One whose abstract has more is refused: it is never cut."
    )
    max_title_chars: int = Field(2_000, ge=100, le=20_000, description="The same for its title …")
    max_field_chars: int = Field(2_000, ge=100, le=20_000, description="… and for every other text and name.")
    max_authors: int = Field(10_000, ge=10, le=50_000, description="At most so many authors in a record …")
    max_keywords: int = Field(500, ge=10, le=10_000, description="… and so many keywords.")
    index_seconds: float = Field(
        7200, gt=0, le=864_000, description="What taking in a file, or making an index, may take, in seconds."
    )
    index_memory_mb: int = Field(
        4096, ge=512, le=1_048_576, description="The same in MB of memory of the process that does it."
    )

    @property
    def limits(self) -> Limits:
        """How long an imported record and its parts may be."""
        return Limits(**{name: getattr(self, f"max_{name}") for name in Limits.model_fields})

    @property
    def work_limits(self) -> WorkLimits:
        """How much time and memory a process that works for one library may use."""
        return WorkLimits(seconds=self.index_seconds, memory_mb=self.index_memory_mb)


class StorageSection(SettingsTable):
    """The place of the storage, and how long to wait for a locked file."""

    data_dir: Path = Field(
        Path("data"), description="Where everything written goes; relative to this file's folder."
    )
    busy_timeout_ms: int = Field(
        5000, ge=0, le=60_000, description="How long to wait for a locked logbook before spooling."
    )

    @property
    def libraries(self) -> Path:
        """The folder of the libraries."""
        return self.data_dir / "libraries"


class AnswerSection(SettingsTable):
    """The bounds of a question and an answer."""

    max_quotes: int = Field(3, ge=1, le=10, description="At most so many sentences in an answer.")
    max_question_chars: int = Field(
        4000, ge=100, le=100_000, description="Longer questions are refused in a sentence."
    )


class SearchSection(SettingsTable):
    """How passages are ranked."""

    k1: float = Field(K1, ge=0, le=10, description="BM25: how soon further mentions of a word stop counting.")
    b: float = Field(B, ge=0, le=1, description="BM25: how much a long abstract is held back.")
    title_weight: int = Field(3, ge=0, le=10, description="A word of the title counts as so many of the abstract.")
    engine: Name = Field(
        "auto", description="What ranks: rank-bm25 in memory, tantivy on disk, auto: by size; or opensearch."
    )


class CrossrefSection(SettingsTable):
    """Crossref, where ``marrow corpus add`` and ``complete`` look records up; never asked while answering."""

    mailto: str = Field("", description="Your e-mail address, which Crossref asks for; empty: off.")
    api: str = Field("https://api.crossref.org", description="Crossref's address.")
    timeout_seconds: float = Field(10, gt=0, le=120, description="How long to wait for one answer.")
    requests_per_second: float = Field(2, gt=0, le=50, description="At most so many requests in a second.")
    batch_size: int = Field(20, ge=1, le=100, description="“complete” asks for so many DOIs at once.")
    longest_wait_seconds: float = Field(
        60, ge=0, le=3600, description="Where Crossref is busy, it is waited for so long at the most."
    )

    @field_validator("mailto")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]+@[A-Za-z0-9.-]+", value):
            raise ValueError("it is to be one e-mail address, such as you@example.org, or empty")
        return value

    @field_validator("api")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        if not re.fullmatch(
            r"https?://(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?(?:/[!-\">-~$-;=]*)?", value
        ):
            raise ValueError(
                "it is to be a web address without a name, a question or a mark in it, such as https://api.crossref.org"
            )
        return can_be_asked(value)


class PagesSection(SettingsTable):
    """The web pages of special issues that may be read; none is ever read while a question is answered."""

    hosts: tuple[str, ...] = Field(
        (), max_length=100, description="Hosts whose pages may be read, such as www.mdpi.com; empty: no page is."
    )
    contact: str = Field("", description="Your e-mail address or web page, which every request names; empty: off.")
    timeout_seconds: float = Field(30, gt=0, le=300, description="How long to wait for one page.")
    max_mb: int = Field(16, ge=1, le=32, description="A page with more MB is not read.")
    pause_seconds: float = Field(2, ge=0, le=60, description="Between two requests.")
    watch_days: int = Field(
        0, ge=0, le=365, description="The bot looks at its libraries' pages again every so many days; 0: never."
    )
    watch_import: bool = Field(
        False, description="Take in what is new there without a yes; else it is shown with a button."
    )

    @field_validator("hosts")
    @classmethod
    def _are_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for number, host in enumerate(value, 1):
            if not re.fullmatch(r"(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}(?::[0-9]{1,5})?", host):
                raise ValueError(
                    f"number {number} is no host: write it as www.mdpi.com, in small letters, without https:// and path"
                )
        return value

    @field_validator("contact")
    @classmethod
    def _is_sendable(cls, value: str) -> str:
        if value and not re.fullmatch(r"[!-\'*-~]{3,200}", value):
            raise ValueError("it is to be an e-mail address or the address of a web page, or empty")
        return value

    @model_validator(mode="after")
    def _may_be_watched(self) -> PagesSection:
        if self.watch_days and not (self.hosts and self.contact):
            raise ValueError("watch_days looks at pages, so hosts and contact have to be set too")
        return self


class CitationsSection(SettingsTable):
    """Styles of references besides the built-in ones."""

    styles: tuple[Path, ...] = Field(
        (),
        max_length=CHOICES - len(STYLES),
        description="CSL files for further styles; relative to this file's folder.",
    )


class PrivacySection(SettingsTable):
    """What is kept of a question, and for how long. A server's /setup can only make this less or shorter."""

    mode: Mode = Field(
        "pseudonymous", description="What the log keeps: with names, with pseudonyms, counts only, or nothing."
    )
    names_days: int = Field(0, ge=0, le=36500, description="Forget who asked after so many days; 0: never.")
    words_days: int = Field(0, ge=0, le=36500, description="Remove questions after so many days; 0: never.")
    backup_days: int = Field(30, ge=0, le=3650, description="How long your backups are kept; members are told.")


class Config(BaseModel):
    """All settings. Make one with ``Config.load``."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    corpus: CorpusSection = CorpusSection.model_construct()
    storage: StorageSection = StorageSection.model_construct()
    answer: AnswerSection = AnswerSection.model_construct()
    search: SearchSection = SearchSection.model_construct()
    opensearch: ClusterSettings = ClusterSettings.model_construct()
    crossref: CrossrefSection = CrossrefSection.model_construct()
    pages: PagesSection = PagesSection.model_construct()
    citations: CitationsSection = CitationsSection.model_construct()
    privacy: PrivacySection = PrivacySection.model_construct()
    discord: DiscordSection = DiscordSection.model_construct()
    metrics: MetricsSection = MetricsSection.model_construct()

    @classmethod
    def load(cls, named: Path | None = None) -> Config:
        """The configuration from the file that ``settings_file`` finds, else the defaults.

        Raises ConfigError, which names file and key, if the file is missing or not TOML, or if a key or value is
        wrong.
        """
        path = settings_file(named)
        try:
            values = _read(path) if path else {}
            tables = {name: type(field.default) for name, field in cls.model_fields.items()}
            check_names(tables)
            config = cls._of(_together(values, from_environment(tables)), tables, path)
        except ConfigError as error:
            raise ConfigError(without_tokens(str(error))) from None
        return config._beside(path.parent if path else Path())

    @classmethod
    def _of(cls, given: Mapping[str, Any], tables: Mapping[str, type[BaseModel]], path: Path | None) -> Config:
        """The settings of some tables; to save time only the given ones are checked. Raises ConfigError."""
        made = {name: field.default for name, field in cls.model_fields.items()}
        for name in (one for one in made if one in given):
            try:
                made[name] = type(made[name]).model_validate(given[name])
            except ValidationError as error:
                raise ConfigError(sentence(error, name, tables, path)) from None
        if strange := next((name for name in given if name not in made), None):
            raise ConfigError(unknown(strange, tables, path))
        return cls.model_construct(**made)

    @staticmethod
    def token() -> SecretStr | None:
        """The bot's token from the environment; None if it is not set. Raises ConfigError if it cannot be one."""
        token = os.environ.get(TOKEN, "").strip()
        if not re.fullmatch(r"[!-~]{0,200}", token):  # whoever refuses a longer one says it again
            raise ConfigError(
                f"What stands in {TOKEN} has spaces, line ends or odd characters, or is far too long: copy the token alone."
            )
        return SecretStr(token) if token else None

    def _beside(self, folder: Path) -> Config:
        """The same settings with relative paths resolved against the folder of the file. Raises ConfigError."""
        storage = self.storage.model_copy(update={"data_dir": beside(folder, self.storage.data_dir)})
        styles = tuple(beside(folder, path) for path in self.citations.styles)
        citations = self.citations.model_copy(update={"styles": styles})
        found = {"storage": storage, "citations": citations, "opensearch": self.opensearch.beside(folder)}
        return self.model_copy(update=found)


def settings_file(named: Path | None = None) -> Path | None:
    """The file ``named``, else the one in ``$MARROW_CONFIG``, else ./config.toml; None if there is none."""
    said = os.environ.get(ENVIRONMENT)
    return named or (Path(said) if said else USUAL if is_there(USUAL) else None)


def _together(file: dict[str, Any], environment: dict[str, Any]) -> dict[str, Any]:
    """The tables of both, the settings of the environment before those of the file."""
    known = {table: values for table, values in file.items() if isinstance(values, dict)}
    return file | {
        table: {**known.get(table, {}), **values} if isinstance(values, dict) else values
        for table, values in environment.items()
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_own(Path(os.path.realpath(path)), LARGEST).decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError) as error:  # also 5,000 digits, and 3,000 brackets
        raise ConfigError(not_toml(path, error)) from None
