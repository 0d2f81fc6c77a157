"""The example file is the documentation: it loads, it is complete, and what it does not list is an error."""

from __future__ import annotations

import re
import time
import tomllib
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.config import Config
from bot.harmless import unnamed
from bot.terminal.app import app, guarded
from corpus.errors import ConfigError, in_words

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No config.toml and no setting of this machine leaks in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MARROW_CONFIG", raising=False)


def test_the_example_holds_every_setting_with_its_default() -> None:
    example = tomllib.loads(EXAMPLE.read_text("utf-8"))
    assert example == Config().model_dump(mode="json")


def test_the_example_loads_and_its_data_lies_beside_it() -> None:
    assert Config.load(EXAMPLE).storage.data_dir == EXAMPLE.parent / "data"


def test_every_setting_is_described() -> None:
    for section in Config.model_fields.values():
        assert section.annotation is not None
        for name, field in section.annotation.model_fields.items():
            assert field.description, f"{name} has no description"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[storage]\ndata_dri = 'x'", ["storage.data_dri", "mine.toml", "no setting", "mean “storage.data_dir”?"]),
        ("[stroage]\n", ["stroage", "mine.toml", "mean “storage”?"]),
        ("[answer]\ndata_dir = 'x'", ["answer.data_dir", "mean “storage.data_dir”?"]),
        ("[storage]\ndata_dir = data", ["mine.toml is not TOML", "stands in quotation marks"]),
        ("[discord]\napi_base = 'discord.com'", ["discord.api_base", "begins with https://"]),
        ("[discord]\ngateway_url = 'discord.com'", ["discord.gateway_url", "begins with wss://"]),
        ("[answer]\nmax_quotes = 0", ["answer.max_quotes", "mine.toml"]),
        ("[search]\nk1 = 'much'", ["search.k1", "mine.toml"]),
        ("[crossref]\nmailto = 'me'", ["crossref.mailto", "mine.toml", "one e-mail address"]),
        ("[crossref]\nmailto = 'me@example.org) evil'", ["crossref.mailto", "one e-mail address"]),
        ("[crossref]\napi = 'api.crossref.org'", ["crossref.api", "mine.toml", "web address"]),
        ("[crossref]\napi = 'https://me:secret@api.crossref.org'", ["crossref.api", "web address"]),
        ("[crossref]\nbatch_size = 0", ["crossref.batch_size"]),
        ("[pages]\nhosts = ['https://www.mdpi.com/']", ["pages.hosts", "mine.toml", "write it as www.mdpi.com"]),
        ("[pages]\nhosts = ['WWW.mdpi.com']", ["pages.hosts", "in small letters"]),
        ("[pages]\ncontact = 'me)\\r\\nHost: x'", ["pages.contact"]),
        ("[pages]\nwatch_days = 1", ["pages", "hosts and contact have to be set too"]),
        ("not toml at all", ["mine.toml", "not TOML"]),
        ("x = " + "[" * 5000 + "]" * 5000, ["mine.toml", "not TOML"]),
        ("[answer]\nmax_quotes = " + "9" * 5000, ["mine.toml", "not TOML"]),
        ("[storage]\ndata_dir = '~nobody-of-this-name/x'", ["~nobody-of-this-name/x", "leads nowhere"]),
        ('[storage]\ndata_dir = "a\\u0000b"', ["leads nowhere"]),
        ("[storage]\ndata_dir = ''", ["storage.data_dir", "mine.toml", "a path"]),
        ("[privacy]\nwords_days = true", ["privacy.words_days", "mine.toml", "a number belongs there"]),
        ("[answer]\nmax_quotes = false", ["answer.max_quotes", "a number belongs there"]),
        ("# " + "x" * 2**20, ["mine.toml", "cannot be read", "at most 1,048,576"]),
        ("[citations]\nstyles = ['~nobody-of-this-name/x.csl']", ["leads nowhere"]),
        ("[opensearch]\nca_file = '~nobody-of-this-name/x.pem'", ["leads nowhere"]),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, words: list[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        Config.load(file)
    assert all(word in str(error.value) for word in words)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_no_path_in_the_environment_is_not_the_folder_one_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARROW__STORAGE__DATA_DIR", "")
    with pytest.raises(ConfigError, match=r"“storage\.data_dir” \(in the environment\) is wrong: a path"):
        Config.load()


@pytest.mark.parametrize(
    "api", ["https://api.crossref.org/", "http://127.0.0.1:8080/v1", "http://[::1]:80", "http://localhost"]
)
def test_crossref_may_stand_at_any_plain_address(tmp_path: Path, api: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"[crossref]\napi = '{api}'\nmailto = 'first.last+tag@example.org'", "utf-8")
    assert Config.load(file).crossref.api == api


def test_the_mark_that_windows_puts_before_a_text_is_none_of_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[answer]\nmax_quotes = 2\n", "utf-8-sig")
    assert Config.load(file).answer.max_quotes == 2


def test_settings_that_break_the_last_door_too_show_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path | None = None) -> Config:
        raise RuntimeError("odd")

    monkeypatch.setattr(Config, "load", broken)
    assert guarded(broken) == 1
    assert "went wrong (RuntimeError)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[discord]\ntoken = ""', "The token stands in no file"),
        ("[discord]\ntoken =", "The token stands in no file"),
        ('[discord]\ndefer_after_ms = "x"', "a whole number belongs there"),
        ("[privacy]\nnames_days = -1", "it has to be at least 0"),
        ('[privacy]\nmode = "all"', "it is one of 'full', 'pseudonymous', 'counts' or 'off'"),
        ("discord = 3", "its name stands in square brackets"),
        ('[pages]\nhosts = "a"', "a list belongs there"),
        ("[storage]\ndata_dir = 5", "a path in quotation marks belongs there"),
        ('[discord]\napi_base = "x"', "an address that begins with https:// or http:// belongs there"),
        ('[discord]\napi_base = "http://me:hunter2@p/"', "a name and a password do not stand in an address"),
        ('[discord]\ngateway_url = "wss://me:hunter2@proxy/"', "a name and a password do not stand in an address"),
        ('[discord]\napi_base = "http://.."', "no machine can have that address"),
        ('[discord]\napi_base = "http://proxy:99999/api"', "no machine can have that address"),
        ('[discord]\ngateway_url = "ws://[::1"', "no machine can have that address"),
        ('[crossref]\napi = "http://proxy:99999"', "no machine can have that address"),
        ('[opensearch]\nurls = ["https://s:99999"]', "no machine can have that address"),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_in_words(tmp_path: Path, written: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(written, "utf-8")
    with pytest.raises(ConfigError) as refused:
        Config.load(file)
    assert said in str(refused.value)
    assert not re.search(r"Input|should|valid|pattern|extra_", str(refused.value).replace("Invalid value (at", ""))


def test_every_kind_of_mistake_in_a_setting_has_words() -> None:
    """Whatever pydantic may say of the types our settings have."""
    for section in Config.model_fields.values():
        for name in getattr(section.annotation, "model_fields", {}):
            for value in ("\x00", "", -5, 10**9, 1.5, [], [5], {}, {"a": 1}, None, True, float("nan")):
                try:
                    section.annotation.model_validate({name: value})  # type: ignore[union-attr]
                except ValidationError as error:
                    for one in error.errors():
                        assert not re.search(r"\b[Ii]nput\b|pydantic|instance of", in_words(one["msg"])), one[
                            "msg"
                        ]


SECRET = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"  # nosec B105: from Discord's documentation
VARIABLES = (
    "MARROW__DISCORD__TOKEN", "marrow__discord__token", "MARROW__DISCORD", "MARROW__TOKEN", "MARROW__DISCORD_TOKEN", "MARROW__DISCORD__X__Y",
    "MARROW__PAGES__HOSTS", "MARROW__METRICS", "MARROW__METRICS__PORT",
    "MARROW__DISCORD__SHARDS", "MARROW__DISCORD__API_BASE", "MARROW__DISCORD__MESSAGE_CONTENT", "MARROW__OPENSEARCH__URLS",
    "MARROW__SEARCH__ENGINE", "MARROW__SEARCH__K1", "MARROW__PRIVACY__MODE", "MARROW__CROSSREF__MAILTO", "MARROW__CROSSREF__API",
    f"MARROW__DISCORD__{SECRET}", f"MARROW__{SECRET}", "MARROW_CONFIG",
)  # fmt: skip
LINES = (
    '[discord]\ntoken = "{}"', "[discord]\ntoken = {}", 'token = "{}"', '"{}" = 1', '[discord]\n"{}" = 1', '["{}"]', '[pages]\nhosts = ["{}"]', '[pages]\nhosts = "{}"',
    '[discord]\nshards = "{}"', '[discord]\nmessage_content = "{}"', '[metrics]\nport = "{}"', '[opensearch]\nurls = ["{}"]', '[opensearch]\npassword = ["{}"]',
    'discord = "{}"', "{}", "a = 1\n{}", '["{0}"]\n["{0}"]', '"{0}" = 1\n"{0}" = 2', '[search]\nengine = "{}"', '[crossref]\nmailto = "{}"',
)  # fmt: skip


@pytest.mark.parametrize("name", VARIABLES)
def test_a_secret_in_the_wrong_variable_is_never_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for value in (SECRET, f'["{SECRET}"]', f'{{"{SECRET}": "{SECRET}"}}', "hunter2hunter2"):
        if name == "MARROW_CONFIG" and value != SECRET:
            continue  # a file's name, which is said unless it looks like a token
        monkeypatch.setenv(name, value)
        with pytest.raises(ConfigError) as refused:
            Config.load()
        assert not _shows(str(refused.value), SECRET if SECRET in value else value)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize("line", LINES)
def test_a_secret_in_the_wrong_line_is_never_shown(tmp_path: Path, line: str) -> None:
    (tmp_path / "config.toml").write_text(line.format(SECRET), "utf-8")
    with pytest.raises(ConfigError) as refused:
        Config.load()
    assert not _shows(str(refused.value), SECRET)


def _shows(said: str, secret: str) -> bool:
    return any(part.casefold() in said.casefold() for part in secret.split(".") if len(part) > 6)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("MARROW__DISCORD__TOKEN", ["MARROW__DISCORD__TOKEN", "as DISCORD_TOKEN"]),
        ("MARROW__TOKEN", ["MARROW__TOKEN", "as DISCORD_TOKEN"]),
        ("MARROW__DISCORD", ["“discord”", "MARROW__DISCORD__"]),
        ("MARROW__PAGES__HOSTS", ["The variable MARROW__PAGES__HOSTS", '["one", "another"]']),
        ("MARROW__OPENSEARCH__URLS", ["The variable MARROW__OPENSEARCH__URLS", '["one", "another"]']),
        ("marrow_storage_DATA_DIR", ["is not read", "MARROW__STORAGE__DATA_DIR"]),
        ("MARROW__STROAGE__DATA_DIR", ["“stroage”", "the environment", "config.example.toml"]),
    ],
)
def test_a_wrong_variable_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, words: list[str]
) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(ConfigError) as refused:
        Config.load()
    assert [word for word in words if word not in str(refused.value)] == []


@pytest.mark.parametrize("odd", ["\r\nX: 1", " x", "\u200b", "ü", "\x01x", "x" * 9_000])
def test_what_cannot_be_a_token_is_not_sent_as_one(monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    """Line ends in a header are refused with an error that nobody expects; one that is too long, with a reason that says it again."""
    monkeypatch.setenv("DISCORD_TOKEN", f"{SECRET}{odd}")
    with pytest.raises(ConfigError, match="copy the token alone") as refused:
        Config.token()
    assert not _shows(str(refused.value), SECRET)
    monkeypatch.setenv("DISCORD_TOKEN", f" {SECRET}\r\n")
    assert Config.token() == SecretStr(SECRET)


@pytest.mark.parametrize("wrong", [["run", SECRET], [SECRET], ["ask", "x", f"--{SECRET}"]])
def test_a_token_in_the_wrong_place_of_a_command_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["marrow", *wrong])
    assert guarded(partial(app, standalone_mode=False)) == 2
    assert not _shows(capsys.readouterr().err, SECRET)


def test_a_command_shows_no_token_either(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence that is no configuration's names what was given: here a library, there a file."""
    monkeypatch.setattr("sys.argv", ["marrow", "corpus", "list", "--library", SECRET])
    assert guarded(app) == 1
    said = capsys.readouterr().err
    assert "(token)" in said
    assert not _shows(said, SECRET)
    assert unnamed(f"left {SECRET} there") == "left (token) there"


def test_a_long_word_in_a_log_line_is_looked_through_once() -> None:
    """Begun anew at each of its letters the search takes minutes, in which the bot does nothing else."""
    word, token = "a" * 100_000, f"{'M' * 24}.GaBcDe.{'z' * 27}"
    began = time.process_time()
    assert unnamed(f"{word} x{token} /{token}") == f"{word} (token) /(token)"
    assert time.process_time() - began < 2
