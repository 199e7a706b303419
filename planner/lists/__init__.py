"""Who comes to what, for those who arrange it: the overview, lists, sheets, and lists read in."""
