"""Lists as those who plan read them."""
