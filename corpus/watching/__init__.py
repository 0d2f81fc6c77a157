"""Pages that libraries come from: fetched as their publishers allow, remembered, and checked again.

address → robots.txt → page → papers → the news, compared with the library and with the page of last time

Other packages use `origins`, `visiting` and `watch`, which are all of it.
"""
