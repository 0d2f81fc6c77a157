"""Pages that libraries come from: read over the net as their publishers allow, remembered, and looked at again.

address → robots.txt → page → papers → what is new against the library and against the page as it was last time
"""
