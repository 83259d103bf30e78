"""What a page costs: the real server, real volumes, ratios to an empty page of the same server in the same run."""
