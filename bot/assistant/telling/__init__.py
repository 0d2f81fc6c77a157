"""A frame made into a reply: values, lists, figures, authors, facts of the issue. Told from records, each with its address."""
