"""Everything that is written: the logbook, its migrations and its spool. All SQL lives here.

Other packages open it with `store`, or the log alone with `logbook`, and use what is kept: `rows`, `selection`, `reviewed` and `reading`
of the log; `servers`, `pins`, `saved`, `awaited` and `weekly`. `folder`, `database`, `keys`, `pseudonyms`, `traces`, `retention`,
`backups`, `wishes` and `exporting` are for those who look after the files.
"""
