"""What `make audit` looks at beside all tests: the full crosses and Lighthouse, and what it writes into docs/quality.md."""
