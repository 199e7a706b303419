"""What people choose among parallel items: places, ranked wishes and their fair assignment."""
