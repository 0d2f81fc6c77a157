"""Questions about the papers as records, and about the issue: answered from fields, in a sentence, with addresses."""

from bot.assistant.records.answer import answer_records, may_ask
from bot.assistant.records.reply import RecordReply, TopicFinder

__all__ = ["RecordReply", "TopicFinder", "answer_records", "may_ask"]
