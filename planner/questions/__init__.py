"""What a gathering asks of those who register: its own questions, each in versions that old answers keep."""
