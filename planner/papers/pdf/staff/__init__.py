"""Papers for those who arrange a gathering, and for the room."""
