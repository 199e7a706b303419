"""One gathering: its facts, its days and its state through its whole life."""
