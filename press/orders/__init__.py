"""Orders and messages: what is asked, kept, sent and forgotten. Knows nothing of the site but a callable that renders."""
