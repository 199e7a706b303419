"""The network's lasting records: clusters, people, themes, venues and their rooms."""
