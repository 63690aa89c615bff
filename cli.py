"""Doorway for a checkout that is not installed: ``python cli.py ...`` does what ``foerderung ...`` does."""

from foerderung.cli import main

if __name__ == "__main__":
    main(prog_name="python cli.py")
