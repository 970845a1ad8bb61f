"""`python -m gkcheck`: the same as the command `gkcheck`."""

from gkcheck.cli import main

if __name__ == "__main__":
    main()
