"""A fictional ward and its year of petitions; volume for benchmarks."""
