"""A door to PostgreSQL: Django's own, that asks less. Named in settings as the engine."""
