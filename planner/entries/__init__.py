"""Calendar entries that were mailed: who holds which, what it tells, and the letters that keep it right."""
