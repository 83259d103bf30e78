"""What the law says: time limits, working days, roles, the motto. Pure: no Django, no clock."""
