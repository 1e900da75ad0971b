"""Presses Markdown articles into a site and a booklet."""
