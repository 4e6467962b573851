"""How good the search is: graded questions, and what measures the answers. See README.md."""
