"""Who must answer: territories, bodies, their names, parents and successors over time; the calendar."""
