"""The demo collection: a made-up label whose customers' words hold truths that Toile should find.

`collection` says what the label makes and what is wrong with it, `voices` lends the customers their sentences,
`planting` draws the answers from a seed, `loading` plays it all through the real services in the order in which a
label lives it. Nothing here writes a tag: what the tagger misses is missed. Imported by the command alone.

To add a garment: its data in a file beside `shirt`, named in `collection`, and its sentences in `sentences/`, both
under the same key.
"""
