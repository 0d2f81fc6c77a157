"""Everything that is written: the logbook, its migrations and its spool. All SQL lives here."""
