"""Papers for those who arrange a gathering."""
