"""Văn bản: numbers from a unit's own register, papers in official layout, tables that stream, calendars."""
