"""What Toile does: plain functions on the models, one module per noun.

A service takes the session first, then the thing, then keyword arguments; it returns the model object, raises
RuleError with a sentence for people, and never commits: whoever was called from outside commits once, last.
It knows neither Flask nor click. Modules that need spaCy, scikit-learn or scipy are `tagging`, `evidence`,
`diagnosing`,
`suggesting` and `judging`; pages must not reach those.
"""
