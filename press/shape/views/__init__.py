"""What templates may look at: plain, frozen values, and nothing else.

A template gets `site` (the same on every page), `head` (this page's own) and the fields named at its view.
`href` is always ready to print: from the root of the host, the site's base path included.
Fields that end in `html` or `svg` are finished markup.
"""
