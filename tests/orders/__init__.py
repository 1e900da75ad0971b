"""The receiver: forms, store, letters, desk."""
