"""The desk's first page: what waits for one official today, in every mechanism, in one list."""
