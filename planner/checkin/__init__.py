"""Who came: ticked at the door, day by day and part by part, also without a network."""
