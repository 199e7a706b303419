"""Who comes: registrations, places, the waiting list and the lists made of them."""
