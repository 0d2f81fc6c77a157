"""A large library's index on disk: it is opened at once, changed paper by paper, and not used if its checksums
do not match.

Why files of records and not one SQLite file: both were measured with 100,000 papers of 3 KB. SQLite needed twice
the processor time to write a paper (12.4 µs; files of records 6.7 µs), a third more disk space (393 MB; 290 MB)
and more time to read a paper (8.8 µs; 7.1 µs). A change takes the same time (2 ms), but SQLite changes its file
in place: a program that has the library open would delay SQLite's checkpoint or see another state, whereas here
it continues with the files that it opened. And after any change the checksum of the whole SQLite file must be
computed again (0.2 s), whereas files that are only appended to need no time.
"""
