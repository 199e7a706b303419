"""What is known of registrations: places and the line, the holder of a link, lists of people, numbers."""
