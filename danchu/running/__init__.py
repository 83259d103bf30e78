"""How the platform is run: serve, work, backup, restore, a new holiday."""
