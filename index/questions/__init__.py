"""A question as typed → a query: slips, operators, what was meant, what the ranking counts.

Other rooms use `initials`, `likeness`, `options`, `ranked`, `reader`, `slips` and `spelling`.
"""
