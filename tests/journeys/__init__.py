"""Journeys in a real browser against a real server process: citizens, reception, handlers, leaders."""
