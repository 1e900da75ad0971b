"""The preview: watches what the editor writes, and shows it as it is now. An island: what it shows is handed to it."""
