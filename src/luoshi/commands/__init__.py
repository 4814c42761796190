"""What the command `luoshi` does, a module a subcommand."""
