"""Lets `python -m docdiff` do what `docdiff` does."""

from docdiff.cli import main

if __name__ == "__main__":
    main()
