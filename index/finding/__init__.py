"""The best papers, read for a question: their sentences as candidates, what each scores, which are shown, and the outcome.

Other rooms use `account`, `candidates`, `counting`, `evidence`, `hedging`, `outcome`, `selecting`, `showing`,
`sources` and `texts`.
"""
