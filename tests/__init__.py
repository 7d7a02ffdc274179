"""Tests mirror the code: tests/nlp/test_tagging.py is about nlp/tagging.py; journeys/ drive a browser."""
