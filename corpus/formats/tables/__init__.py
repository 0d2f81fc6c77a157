"""Tables and workbooks: their rows, their columns' names, what spreadsheets make of dates."""
