"""Forms of the lists: what people are searched by, what is done with them, and lists read in."""
