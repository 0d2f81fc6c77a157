"""File formats, one module each; every parser returns a ``Parsed`` whose counts balance."""
