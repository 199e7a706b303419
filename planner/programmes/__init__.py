"""The published programme: frozen, numbered, and everything the public reads of a gathering."""
