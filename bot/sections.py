"""What a table of the settings is, and the tables of the running bot."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A table of the file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DiscordSection(Section):
    """The bot in Discord. The token comes from the environment alone: ``DISCORD_TOKEN``."""

    api_base: str = Field(
        "https://discord.com/api/v10",
        pattern=r"^https?://[^\s/]+(/\S*)?$",
        description="Discord's REST address, or your proxy's for rate limits.",
    )
    gateway_url: str = Field(
        "",
        pattern=r"^(wss?://\S+)?$",
        description="A gateway proxy; without it Discord says where its gateway is.",
    )
    direct_messages: bool = Field(True, description="Answer in direct messages too.")
    message_content: bool = Field(False, description="Ask for the message-content intent: /setup threads: read.")
    cooldown_questions: int = Field(5, ge=1, le=1000, description="A member may ask so many questions …")
    cooldown_seconds: int = Field(30, ge=1, le=3600, description="… in so many seconds.")
    defer_after_ms: int = Field(
        1200, ge=100, le=1500, description="An answer that takes longer is announced as being thought about."
    )
    conversation_minutes: int = Field(
        15, ge=1, le=1440, description="In a channel, a member's next question is a follow-up for so long."
    )
    stop_seconds: float = Field(3.5, ge=0, le=4.5, description="Answers in flight get so long when the bot stops.")


class MetricsSection(Section):
    """Figures for Prometheus, on this machine alone: http://127.0.0.1:PORT/metrics."""

    port: int = Field(0, ge=0, le=65535, description="Where they can be read on this machine; 0: nowhere.")
