"""Entry for ``python -m foerderung``."""

from foerderung.cli import main

if __name__ == "__main__":
    main(prog_name="python -m foerderung")
