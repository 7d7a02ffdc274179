"""Pure numbers in, numbers out: how sure evidence is, and whether a fix worked.

Uses numpy and scipy and knows nothing of the app; loaded in the worker and by commands, never by pages. Methods,
defaults and worked numbers follow the project's statistics notes; each function names its source.
"""
