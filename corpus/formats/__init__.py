"""The formats papers come in, one small file each; every parser returns a ``Parsed`` whose counts balance."""
