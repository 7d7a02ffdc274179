"""What Toile does: plain functions on the models, one module per noun.

A service takes the session first, then the thing, then keyword arguments; it returns the model object, raises
RuleError with a sentence for people, and never commits: whoever was called from outside commits once, last.
It knows neither Flask nor click. A noun too large for one module offers the whole of it by `__all__` (`rounds`,
`revisions`, `packets`, `feedback`), and is called by that name from outside. Modules that need spaCy, scikit-learn or
scipy are named by the contract `light` in pyproject.toml: pages must not reach those.
"""
