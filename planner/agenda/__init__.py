"""The working draft of a gathering's agenda, private to planners."""
