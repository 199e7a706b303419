"""What can be chosen, who may, and who gets what when people rank. Pure."""
