"""Who was there at each item, for minutes that say so."""
