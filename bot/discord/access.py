"""Who may do what in which channel: a server's settings, Discord's permissions, and permissions that the bot lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.assistant.wording import counted
from bot.discord.errors import Refusal
from bot.privacy import WITHHELD, Policy
from bot.storage.servers import ServerSettings

MOST_CHANNELS = 100  # in the settings of a server
MOST_TOLD = 10  # channels that lack something
# what the bot needs in a channel it answers in, as Discord names it, and what for
NEEDED = {
    "view_channel": "see the channel",
    "send_messages": "reply to mentions",
    "send_messages_in_threads": "reply in threads",
    "create_public_threads": "open a thread for follow-ups",
    "embed_links": "show the detail under an answer",
    "attach_files": "attach what is too long for a message",
    "read_message_history": "reply under a question",
}

NO_NAMES_OUT = "logging: keeps no names from now on, and export_names: lets them out. Choose one of them."
NO_NAMES_KEPT = "logging: keeps no names from now on, and names_days: says for how long. Choose one of them."
TO_POST = {  # whether it may see a channel and write in it → what it lacks
    (False, False): "View Channel and Send Messages",
    (False, True): "View Channel",
    (True, False): "Send Messages",
}


@dataclass(frozen=True)
class SetupChoices:
    """What an admin named: ids of channels, values of choices; None for what was not named."""

    allow: Any
    disallow: Any
    everywhere: bool | None
    visibility: str | None
    moderator_role: discord.Role | None
    moderator_channel: str | None
    retention_days: int | None
    library: str | None
    library_in: Any
    export_names: bool | None
    logging: str | None
    names_days: int | None
    curator_role: discord.Role | None
    digest_channel: str | None
    weekly_channel: str | None
    weekly_day: str | None
    threads: str | None


def home(channel: Any) -> str:
    """The id of the channel whose settings apply: a thread's parent, or the channel itself."""
    parent = getattr(channel, "parent_id", None)
    return str(parent or channel.id)


def allowed(settings: ServerSettings, channel: Any) -> bool:
    """Whether the bot may answer publicly in a channel; True everywhere until an admin names channels."""
    return not settings.channels or home(channel) in settings.channels


def is_private(settings: ServerSettings, channel: Any, visible: str | None) -> bool:
    """Whether only the asker sees a command's answer. ``visible``, the asker's wish, cannot widen what the server
    allows.
    """
    if not allowed(settings, channel):
        return True
    return (visible or settings.visibility) == "private"


def is_admin(interaction: discord.Interaction[Any]) -> bool:
    """Whether a member may manage the server. This check is needed because Discord only hides commands."""
    may = interaction.permissions
    return interaction.guild_id is not None and (may.manage_guild or may.administrator)


def is_moderator(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """Whether a member has the moderators' role or may manage the server."""
    return is_admin(interaction) or _has(interaction, settings.moderator_role)


def is_curator(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """Whether a member has the curators' role or may manage the server."""
    return is_admin(interaction) or _has(interaction, settings.curator_role)


def _has(interaction: discord.Interaction[Any], role: str | None) -> bool:
    """Whether a member has a role; False for @everyone (its id is the server's), which must not give anybody a task."""
    held = {str(one.id) for one in getattr(interaction.user, "roles", ())} - {str(interaction.guild_id)}
    return interaction.guild_id is not None and role in held


def entrusted(role: discord.Role | None) -> str | None:
    """The id of a role that gets a task; None without a role. Raises Refusal if the server does not choose the role's
    members.
    """
    if role is None:
        return None
    if role.is_default():
        raise Refusal(
            "Everybody has the role @everyone, so everybody could read the log or change the library. "
            "Make a role for those you trust, and name that one."
        )
    if role.managed:
        raise Refusal(
            f"<@&{role.id}> is given out by an integration or by boosting, not by you. "
            "Make a role for those you trust, and name that one."
        )
    return str(role.id)


def held_in(channel: discord.abc.GuildChannel) -> discord.Permissions:
    """The bot's permissions in a channel. If it may not see the channel, Discord reports everything else as denied;
    here only what is denied by itself counts as denied.
    """
    me = channel.guild.me
    held = me.guild_permissions
    if held.administrator:
        return discord.Permissions.all()
    roles = [role for role in me.roles if not role.is_default()]
    for some in ((channel.guild.default_role,), roles, (me,)):
        allowed, denied = discord.Permissions(), discord.Permissions()
        for one in some:
            allow, deny = channel.overwrites_for(one).pair()
            allowed, denied = allowed | allow, denied | deny
        held = discord.Permissions(held.value & ~denied.value | allowed.value)
    return held


def may_be_mentioned_in(channel: discord.abc.GuildChannel) -> bool:
    """Whether anybody but administrators and bots may write in a channel, so that a mention there should work."""
    people = [role for role in channel.guild.roles if not (role.managed or role.permissions.administrator)]
    may = (channel.permissions_for(role) for role in people)
    alone = (held.send_messages for who, held in channel.overwrites.items() if not isinstance(who, discord.Role))
    # without the right to see a channel nobody may write in it
    return any(one.send_messages for one in may) or any(alone)


def missing(permissions: discord.Permissions) -> list[str]:
    """The permissions that the bot lacks, with their use: "Embed Links (to show the detail under an answer)"."""
    return [
        f"{name.replace('_', ' ').title()} (to {use})"
        for name, use in NEEDED.items()
        if not getattr(permissions, name)
    ]


def readiness(settings: ServerSettings, guild: discord.Guild, libraries: Sequence[str] = ()) -> list[str]:
    """One line that says whether everything is ready, then one line for each problem, with what to do. ``libraries``:
    what is wrong with the server's libraries.
    """
    lacking = list(_lacking(settings, guild))
    others = [*libraries, *_gone(settings, guild), *_lacking_to_post(settings, guild), *_hidden(settings, guild)]
    wrong = len(lacking) + len(others)
    if not wrong:
        return ["✓ **Ready.** I have all I need where I answer and post."]
    told = [*others, *lacking[:MOST_TOLD], *_untold(len(lacking) - MOST_TOLD)]
    return [f"✗ **Not ready yet:** {counted(wrong, 'thing')} to put right.", *(f"✗ {one}" for one in told)]


def _untold(more: int) -> Iterator[str]:
    """A line for the channels that lack something beside those that are told."""
    if more > 0:
        yield f"I lack permissions in {counted(more, 'channel')} beside these; put these right, and the next are told"


def _gone(settings: ServerSettings, guild: discord.Guild) -> Iterator[str]:
    """Roles and channels that were chosen and have since been deleted."""
    for what, option, role in (
        ("moderators", "moderator_role", settings.moderator_role),
        ("curators", "curator_role", settings.curator_role),
    ):
        if role and guild.get_role(int(role)) is None:
            yield f"The {what}' role was deleted, so only those who may manage the server are {what}. Choose another with {option}:"
    for what, option, channel in (
        ("reports go to", "moderator_channel", settings.moderator_channel),
        ("news of the library go to", "digest_channel", settings.digest_channel),
        ("the week is told in", "weekly_channel", settings.weekly),
    ):
        if channel and guild.get_channel(int(channel)) is None:
            yield f"The channel that {what} was deleted. Choose another with {option}:"
    lost = sum(guild.get_channel(int(one)) is None for one in settings.channels)
    if lost:
        yield f"{counted(lost, 'channel')} I was to answer in {'was' if lost == 1 else 'were'} deleted; the next allow: or disallow: takes that off the list"
    for channel in settings.channel_libraries:
        if guild.get_channel(int(channel)) is None:
            yield f"A channel with a library of its own (id {channel}) was deleted; the next library: takes it off the list"


def _lacking(settings: ServerSettings, guild: discord.Guild) -> Iterator[str]:
    """The permissions that the bot lacks in the channels it answers in."""
    found = [guild.get_channel(int(one)) for one in settings.channels]
    named = [channel for channel in found if channel is not None]
    seen = [one for one in guild.text_channels if one.permissions_for(guild.me).view_channel]
    answering = named or ([] if settings.channels else [one for one in seen if may_be_mentioned_in(one)])
    if not seen and not settings.channels:
        yield "I can see no channel of this server. Allow me View Channel where I shall answer"
    for channel in answering:
        if lacking := missing(held_in(channel)):
            yield f"I lack in <#{channel.id}>: {', '.join(lacking)}"


def _lacking_to_post(settings: ServerSettings, guild: discord.Guild) -> Iterator[str]:
    """The permissions that the bot lacks in the channels for reports and news."""
    for what, chosen in (
        ("reports", settings.moderator_channel),
        ("news of the library", settings.digest_channel),
        ("the week", settings.weekly),
    ):
        place = guild.get_channel(int(chosen)) if chosen else None
        may = held_in(place) if place else discord.Permissions.all()
        if lacks_here := TO_POST.get((may.view_channel, may.send_messages)):
            yield f"I lack in <#{chosen}>: {lacks_here} (to post {what})"


def _hidden(settings: ServerSettings, guild: discord.Guild) -> Iterator[str]:
    """Commands that Discord hides from the roles that should use them."""
    for command, named in (("/log", settings.moderator_role), ("/corpus", settings.curator_role)):
        role = guild.get_role(int(named)) if named else None
        if role is not None and not role.permissions.manage_messages:
            yield (
                f"Discord hides {command} from <@&{role.id}>, which may not Manage Messages; "
                "let it see the command under Server Settings, Integrations, Marrow"
            )


def channels_after(settings: ServerSettings, guild: discord.Guild, wishes: SetupChoices) -> tuple[str, ...]:
    """The channels to answer in after a change, which also takes deleted channels off the list. Raises Refusal if the
    new list would mean the opposite of the member's wish.
    """
    allow, disallow, before = wishes.allow, wishes.disallow, settings.channels
    if allow or disallow:
        before = tuple(one for one in before if guild.get_channel(int(one)) is not None)
    kept = tuple(one for one in before if not wishes.everywhere and not (disallow and one == str(disallow.id)))
    if disallow and before and str(disallow.id) not in before:
        raise Refusal(f"<#{disallow.id}> is not among the channels I answer in, so there is nothing to take away.")
    if allow and str(allow.id) not in kept:
        kept = (*kept, str(allow.id))
    if disallow and not wishes.everywhere and not kept:
        raise Refusal(
            "That would leave no channel, and an empty list means everywhere. Allow another channel first, "
            "or take View Channel from me in this one, by Discord's own settings of the channel."
        )
    if len(kept) > MOST_CHANNELS:
        raise Refusal(f"A list of {MOST_CHANNELS} channels is the longest I keep.")
    return kept


def check_together(wishes: SetupChoices) -> None:
    """Raise Refusal, with the reason, if a wish would do nothing, or nothing beside the others."""
    if wishes.logging in WITHHELD and (wishes.export_names or wishes.names_days):
        raise Refusal(NO_NAMES_OUT if wishes.export_names else NO_NAMES_KEPT)
    if wishes.everywhere is False:
        raise Refusal(
            "everywhere: False changes nothing. To answer in some channels alone, name the first with allow:."
        )
    if wishes.weekly_channel and wishes.weekly_day == "never":
        raise Refusal(
            "weekly_channel: begins the week's summary, and weekly_day: never ends it. Choose one of them."
        )


def check_clocks_and_channels(policy: Policy, wishes: SetupChoices) -> None:
    """Raise Refusal, with the reason, if two wishes contradict each other or a present setting."""
    allow, disallow = wishes.allow, wishes.disallow
    if wishes.everywhere and (allow or disallow):
        raise Refusal(
            "everywhere: forgets the list of channels, and allow: or disallow: changes it. Choose one of them."
        )
    if allow and disallow and allow.id == disallow.id:
        raise Refusal(f"<#{allow.id}> cannot be allowed and disallowed at once. Choose one of them.")
    if policy.names_days and policy.words_days and policy.names_days > policy.words_days:
        raise Refusal(
            f"Names would be kept for {counted(policy.names_days, 'day')}, and the questions only for {counted(policy.words_days, 'day')}: "
            "who asked goes with what was asked. Choose names_days: no longer than retention_days:."
        )
