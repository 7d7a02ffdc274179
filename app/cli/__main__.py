"""`python -m app.cli` is `toile`."""

from app.cli import main

main(prog_name="toile")
