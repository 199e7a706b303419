"""People who sign in: leads, cluster staff and admins."""
