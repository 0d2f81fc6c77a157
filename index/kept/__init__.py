"""A large library's index on disk: opened in a moment, changed paper by paper, never trusted when it does not match.

Why files of records and not one SQLite file: both were measured with 100,000 papers of 3 KB. SQLite took twice the processor
time to write them (12.4 µs a paper beside 6.7) and a third more disk (393 MB beside 290), and read them no faster (8.8 µs
beside 7.1). It changes as fast (2 ms), but in place: a program that has the library open would hold its checkpoint back or
find another state below it, where here it goes on with the files it opened; and a checksum of a file that changes anywhere is made
anew of all of it (0.2 s, beside nothing for what is only appended to).
"""
