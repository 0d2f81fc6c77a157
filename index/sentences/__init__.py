"""What a sentence states, and what a question asks of one: kinds of things, figures, units, times.

Other rooms use `arithmetic`, `asking`, `contrasts`, `cues`, `figures`, `measures`, `quantities`, `reporting`,
`samples`, `units` and `whole_numbers`.
"""
