"""Text → terms, the same for passages and questions; a question's words as concepts, with what may stand for each.

Other rooms use `analyzer`, `attributes`, `countries`, `forms`, `joined_names`, `kind_asked`, `lexicon`, `names`,
`neighbours`, `prefixes`, `query`, `vocabulary` and `words`.
"""
