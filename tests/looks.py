"""Messages as Discord shows them on a phone or a desk, as a page of HTML: looked at and measured with Chromium.

python -m tests.looks --out PICTURE.png [--width 390] [QUESTION…]     # a picture of the answers to some questions
python -m tests.looks --measure [--width 390]                    # the heights of 40 answers, in pixels
python -m tests.looks --commands FOLDER [--width 390]            # a picture of each command that members meet
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import simcord

from bot.assistant.assistant import Assistant
from bot.config import Config, StorageSection
from bot.discord.asking import render
from bot.discord.client import Marrow
from bot.discord.rendering import Rendered
from bot.discord.running import open_parts
from bot.models import Answer, Context
from bot.service import open_service
from bot.settings import DiscordSection
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.settling import PATIENCE

QUESTIONS = Path(__file__).parent / "data" / "questions" / "nine" / "look.jsonl"
EVERY, MOST = 4, 40  # of the questions about content: each fourth, so many
LOOK = """
*{box-sizing:border-box} body{margin:0;background:#313338;color:#dbdee1;font:16px/22px "gg sans","Noto Sans","Noto Sans CJK JP",sans-serif}
.m{position:relative;padding:8px 16px 8px 72px;overflow-wrap:anywhere} .a{position:absolute;left:16px;top:10px;width:40px;height:40px;border-radius:50%;background:#2e7d5b}
.n{font-weight:600;color:#f2f3f5} .n span{background:#5865f2;border-radius:4px;font-size:10px;padding:1px 4px;margin-left:4px} .u{font-size:14px;color:#949ba4;line-height:18px}
.q{border-left:4px solid #4e5058;padding-left:12px;border-radius:2px} .s{font-size:13px;line-height:17px;color:#949ba4} .h{font-weight:700;color:#f2f3f5;font-size:18px;line-height:24px}
u,code{background:#1e1f22;border-radius:3px;text-decoration:none;padding:0 2px} code,.b{font-family:monospace;font-size:14px} .b{background:#1e1f22;padding:0 8px;white-space:pre-wrap}
a{color:#00a8fc;text-decoration:none} b{color:#f2f3f5} .l{min-height:22px}
.e{background:#2b2d31;border-left:4px solid;border-radius:4px;padding:8px 16px 16px 12px;margin-top:4px;max-width:520px;font-size:14px;line-height:18px} .e .t{font-weight:600;font-size:16px;margin-top:8px;line-height:22px}
.e .f{margin-top:8px} .e .f b{display:block} .e .o{font-size:12px;line-height:16px;margin-top:8px}
.r{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px;max-width:600px} .k{height:32px;border-radius:8px;padding:0 14px;line-height:32px;font-size:14px;font-weight:500;background:#4e5058;color:#fff;white-space:nowrap}
.k.p{background:#5865f2} .k.d{background:#da373c} .k.link:after{content:" \\2197"} .c{width:100%;max-width:400px;height:40px;line-height:38px;border:1px solid #1e1f22;background:#1e1f22;border-radius:8px;padding:0 12px;color:#949ba4;font-size:14px}
"""
_INLINE = (
    (re.compile(r"&lt;(https?://[^\s&]+(?:&amp;[^\s&]+)*)&gt;"), r'<a href="\1">\1</a>'),
    (re.compile(r"&lt;t:\d+:R&gt;"), "<u>in a moment</u>"),
    (re.compile(r"&lt;t:\d+:d&gt;"), "<u>26/11/2026</u>"),
    (re.compile(r"&lt;t:\d+(?::\w)?&gt;"), "<u>26 November 2026 22:00</u>"),
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w\\])\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"\[([^\]]+)\]\(&lt;?(https?://[^\s)]+?)(?:&gt;)?\)"), r'<a href="\2">\1</a>'),
)


def _inline(text: str) -> str:
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(html.escape(found[1]))
        return f"\x00{len(held) - 1}\x00"

    shown = html.escape(re.sub(r"\\([!-/:-@\[-`{-~])", hold, text), quote=False)
    for pattern, tag in _INLINE:
        shown = pattern.sub(tag, shown)
    return re.sub("\x00(\\d+)\x00", lambda found: held[int(found[1])], shown)


def markdown(text: str) -> str:
    """Discord's markdown, as far as Marrow uses it."""
    rows, code = [], False
    for line in text.split("\n"):
        if line.startswith("```") or code:
            code = code != line.startswith("```")
            rows.append("" if line.startswith("```") else f'<div class="b">{html.escape(line)}</div>')
            continue
        kind, rest = next(
            (
                (k, line[len(sign) :])
                for sign, k in (("> ", "q"), ("-# ", "s"), ("### ", "h"))
                if line.startswith(sign)
            ),
            ("l", line),
        )
        rows.append(f'<div class="{kind}">{_inline(rest) if rest else ""}</div>')
    return "".join(rows)


def message(rendered: Rendered, heading: str = "") -> str:
    """One message: its words, its embed and what may be pressed."""
    sent = rendered.arguments()
    embeds = [dict(sent["embed"].to_dict())] if "embed" in sent else []
    return drawn(sent["content"], embeds, sent["view"].to_components() if "view" in sent else (), (), heading)


def drawn(
    content: str,
    embeds: Sequence[dict[str, Any]],
    rows: Sequence[dict[str, Any]],
    files: Sequence[str],
    heading: str,
) -> str:
    """A message as it was sent: ``rows`` of what may be pressed, the names of ``files``, and who asked above it."""
    parts = ['<div class="m"><div class="a"></div><div class="n">Marrow<span>APP</span></div>']
    parts += [f'<div class="u">{html.escape(heading)}</div>'] if heading else []
    parts.append(markdown(content))
    parts += [f'<div class="e">📄 {html.escape(name)}</div>' for name in files]
    parts += [*(_embed(one) for one in embeds), *(_row(row) for row in rows)]
    return "".join((*parts, "</div>"))


def _embed(embed: dict[str, Any]) -> str:
    title = f'<div class="t">{_inline(embed["title"])}</div>' if embed.get("title") else ""
    body = markdown(embed["description"]) if embed.get("description") else ""
    fields = "".join(
        f'<div class="f"><b>{_inline(one["name"])}</b>{markdown(one["value"])}</div>'
        for one in embed.get("fields", ())
    )
    foot = f'<div class="o">{html.escape(embed["footer"]["text"])}</div>' if embed.get("footer") else ""
    return f'<div class="e" style="border-color:#{embed.get("color") or 0:06x}">{title}{body}{fields}{foot}</div>'


def _row(row: dict[str, Any]) -> str:
    shown = []
    for one in row["components"]:
        if one["type"] == 2:
            look = {1: "k p", 4: "k d", 5: "k link"}.get(one["style"], "k")
            face = (one.get("emoji") or {}).get("name") or ""
            shown.append(
                f'<div class="{look}">{html.escape(" ".join(filter(None, (face, one.get("label")))))}</div>'
            )
        else:
            shown.append(f'<div class="c">{html.escape(one.get("placeholder") or "")} ▾</div>')
    return f'<div class="r">{"".join(shown)}</div>'


def chromium(page: str, width: int, *switches: str) -> str:
    """What headless Chromium prints for a page."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(
            f"<!doctype html><meta charset=utf-8><style>{LOOK}body{{width:{width}px}}</style>{page}", "utf-8"
        )
        asked = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--window-size={max(width, 500)},2000",
        ]
        return subprocess.run(
            [*asked, *switches, path.as_uri()], capture_output=True, text=True, timeout=120, check=True
        ).stdout


def heights(messages: Sequence[str], width: int) -> list[int]:
    """How high messages are, in CSS pixels."""
    script = "<script>document.title=[...document.querySelectorAll('.m')].map(m=>Math.round(m.getBoundingClientRect().height)).join(' ')</script>"
    dumped = chromium("".join(messages) + script, width, "--dump-dom")
    found = re.search(r"<title>([\d ]*)</title>", dumped)
    return [int(one) for one in found[1].split()] if found else []


def picture(messages: Sequence[str], width: int, path: Path) -> None:
    """A picture of messages below one another, at twice the pixels."""
    high = sum(heights(messages, width))
    chromium(
        "".join(messages),
        width,
        f"--window-size={width},{high}",
        "--force-device-scale-factor=2",
        f"--screenshot={path}",
    )


def asked(count: int = MOST) -> list[str]:
    """Questions about content that may be read, each fourth of the set."""
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    return [row["question"] for row in rows if row["kind"] == "content"][:: max(1, len(rows) // (count * EVERY))][
        :count
    ]


async def answers(questions: Sequence[str]) -> list[Rendered]:
    """What members see for messages sent by command, each by itself, of the library that comes with Marrow: one reply for
    each question of a message, the later ones read with the one before them.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with open_service(Config(storage=StorageSection(data_dir=Path(folder)))) as service:
            assistant: Assistant = service.assistant
            found = [answer for message in questions for answer in await _answered(assistant, message)]
            return [render(answer, service, (), False, awaits=True) for answer in found]


async def _answered(assistant: Assistant, message: str) -> list[Answer]:
    """The answers to a message's questions, as ``bot.discord.asking`` asks them."""
    answers, context = list[Answer](), Context()
    for question in assistant.questions(message):
        answers.append(await assistant.ask(question, context))
        turn = answers[-1].turn
        context = Context(previous=turn.model_copy(update={"together": True}) if turn else None)
    return answers


COMMANDS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("alice", "help", {}),
    ("alice", "about", {}),
    ("alice", "papers", {}),
    ("alice", "summary", {"paper": "Kang 2023"}),
    ("alice", "define", {"term": "TES"}),
    ("alice", "related", {"paper": "Kang 2023"}),
    ("alice", "table", {"topic": "survival"}),
    ("alice", "compare", {"paper": "Kang 2023", "other": "Knapp", "topic": "survival"}),
    ("alice", "cite paper", {"paper": "Kang 2023", "style": "vancouver"}),
    ("alice", "history", {}),
    ("alice", "privacy show", {}),
    ("admin", "setup", {}),
    ("admin", "corpus status", {}),
    ("admin", "log recent", {}),
    ("admin", "log stats", {}),
)  # who uses which command, with which options


async def commanded() -> list[tuple[str, str]]:
    """Each command in a simulated server of its own: its name, and what its user sees."""
    with tempfile.TemporaryDirectory() as folder:
        at_once = DiscordSection(cooldown_questions=1000)
        config = Config(storage=StorageSection(data_dir=Path(folder)), discord=at_once)
        async with open_parts(config) as parts:
            env = simcord.Env(Marrow(parts, shards=1), check_errors=False, settle_timeout=PATIENCE)
            await env.start()
            try:
                server = new_server(env)
                for question in ("how long was follow-up after TES?", "what is the capital of Mongolia?"):
                    await server.ask(question)
                return [(name, await _used(server, *one)) for one in COMMANDS for name in one[1:2]]
            finally:
                await env.shutdown()


async def _used(server: Server, who: str, name: str, options: dict[str, str]) -> str:
    sent = (await getattr(server, who).slash(server.channel, name, **options)).response
    embeds = [dict(one) if isinstance(one, dict) else dict(one.to_dict()) for one in sent.embeds]
    files = [one.filename for one in sent.attachments]
    return drawn(sent.content, embeds, sent.components, files, f"{who} used /{name}")


async def main() -> None:
    """Draw or measure."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("questions", nargs="*")
    reading.add_argument("--width", type=int, default=390)
    reading.add_argument("--out", type=Path)
    reading.add_argument("--measure", action="store_true")
    reading.add_argument("--commands", type=Path)
    given = reading.parse_args()
    if given.commands:
        given.commands.mkdir(parents=True, exist_ok=True)
        for name, shown in await commanded():
            picture([shown], given.width, given.commands / f"{name.replace(' ', '-')}-{given.width}.png")
        return
    questions = given.questions or asked()
    messages = [message(one, "alice used /ask") for one in await answers(questions)]
    if given.out:
        picture(messages, given.width, given.out)
    if given.measure:
        high = heights(messages, given.width)
        for question, one in zip(questions, high, strict=len(high) == len(questions)):
            print(f"{one:5} px  {question}")
        print(
            f"{len(high)} answers: median {sorted(high)[len(high) // 2]} px, highest {max(high)} px, at {given.width} px"
        )


if __name__ == "__main__":
    asyncio.run(main())
