"""Front page, search, the rules published, health."""
