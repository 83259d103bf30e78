"""Tiếp xúc, đối thoại: heads meet the people, every question has an ending, results come out by a lawful day."""
