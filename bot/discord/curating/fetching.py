"""A special issue by its page's address, for a server's own library: fetched once, then tried as a file would be."""

from __future__ import annotations

from bot.discord.curating.guard import Interaction, library_to_fill
from bot.discord.curating.importing import offered, plain
from bot.discord.errors import Refusal
from bot.discord.rendering import Rendered
from bot.freetext import admitted
from bot.visiting import visiting
from corpus.errors import ConfigError, CorpusError
from corpus.watching.reading import file_name, page_address


async def fetched(interaction: Interaction, address: str, named: str = "") -> Rendered:
    """What an import of a page would do, with the button that does it. Raises Refusal, also where the operator allows no page."""
    admitted(named, address)
    parts, library = await library_to_fill(interaction, named)
    try:
        async with parts.libraries.turn(library), visiting(parts.config.pages) as visitor:
            page = await visitor.page(page_address(address))
    except ConfigError:
        raise Refusal(
            "No page is read by its address here; the operator would have to allow its host. Save it in a browser and send the file."
        ) from None
    except CorpusError as error:
        raise Refusal(plain(error, parts)) from None
    if page is None:
        raise Refusal("That page has nothing to say.")
    name = file_name(page.found.address)
    return await offered(interaction, parts, library, name, page.content, True, page.found)
