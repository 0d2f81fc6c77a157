"""What the abstracts tell of each study, whatever it is about: how many took part, where, how, who paid; two of them side by side."""
