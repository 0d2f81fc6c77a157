"""A journal's special-issue page, saved as text → the issue, its papers, and a report of what could not be read.

bytes → text → lines → issue                          (above "Published Papers")
                     → blocks → papers, rejections    (below)
"""

from corpus.page.lines import page_text
from corpus.page.parse import looks_like_page, parse_page

__all__ = ["looks_like_page", "page_text", "parse_page"]
