"""The network's shared calendar: its gatherings, and what the clusters do themselves."""
