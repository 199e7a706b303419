"""Flask glue: where requests begin and end. Knows no slice."""
