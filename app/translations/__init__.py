"""The customer's pages in other languages: a catalogue for each, as .po for people and .mo for the pages."""
