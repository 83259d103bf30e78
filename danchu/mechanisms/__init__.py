"""What people come for; one folder each, the same file names in each."""
