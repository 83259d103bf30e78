"""What the house keeps to itself by machine: no stray day counts, no hidden actions, docs that run."""
