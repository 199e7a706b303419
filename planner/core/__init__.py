"""What every slice stands on: no Flask here, and no slice is known."""
