"""What the editor wrote becomes a Publication, or a list of problems."""
