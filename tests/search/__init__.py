"""Search as readers meet it: the real texts, the real program, a real browser."""
