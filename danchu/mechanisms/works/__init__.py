"""Works: what authorities promise (cam kết), and what the people do together (việc chung)."""
