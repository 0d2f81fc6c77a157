"""A file's bytes → lines of text, and which format they are in; archives, e-mails and files of several exports."""
