"""What must be public (công khai): published, shown, proven, refreshed; and what a unit still owes."""
